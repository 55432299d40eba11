import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import type { Draft } from '../draft/draft.ts';
import type { Alike } from './model.ts';
import { takeRows } from './take-rows.ts';

/**
 * Prepares `findScope` before a batch is applied: `work.changed`, for the rows that come into force, and a copy of the
 * quarantine before it.
 */
export async function beginScope(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `CREATE TABLE work.changed (kind VARCHAR, file_id INTEGER, sheet_no INTEGER, row_no INTEGER);
     CREATE TABLE work.waiting_before AS ${WAITING}`,
  );
}

const WAITING =
  "SELECT file_id, sheet_no, row_no, key FROM quarantine WHERE kind = 'enrolments' AND key IS NOT NULL";

/** The ledgers of which a subset holds part; the others are read in full. */
const KINDS = ['classes', 'enrolments', 'payouts'] as const;

const apprenticeships = (among: string): string =>
  `SELECT class_id FROM classes SEMI JOIN ${among} USING (class_id)
   WHERE standard IN (SELECT code FROM p_standard WHERE per = 'person-year')`;

const enrolmentsOf = (persons: string): string =>
  `SELECT rowid AS id, class_id, person_id FROM enrolments SEMI JOIN ${persons} USING (person_id)`;

const rowsIn = (classes: string): string => `FROM enrolments SEMI JOIN ${classes} USING (class_id)`;

const changed = (kind: string): string =>
  `(SELECT * FROM ${kind} SEMI JOIN (FROM changed WHERE kind = '${kind}') USING (file_id, sheet_no, row_no))`;

/** The columns of a kind that a subset has, as SQL names. */
export type ColumnsOf = (kind: LedgerKind) => string[];

/**
 * Finds what a load can have changed, and the subset of rows it depends on:
 *
 *   - `touched_class`: classes of which a row, or one of an enrolment, a payout, the institution, an affected employer or
 *     a trainee on a watch list is new or corrected, or an enrolment came to or left the quarantine (R08);
 *   - `scope_class`: these, and every class that one of their trainees took later, because entitlement depends on earlier
 *     trainings and never on later ones (denied_once, denied_times, the year's apprenticeships);
 *   - `scope_row`: the rows of these classes, and those that a correction replaced;
 *   - `scope_person`: the trainees of touched classes, and those of apprenticeships in scope, whose worth depends on the
 *     person's other apprenticeships of the year;
 *   - `whole_class`: the classes in scope, and the apprenticeships of these persons, whose payouts are shared by class;
 *   - `work.part`: all rows of `whole_class`, and these persons' own rows of their other classes. The trainings that other
 *     trainees of `whole_class` took elsewhere are not included and have not changed: whether these trainees were
 *     subsidised before is copied from the warehouse (`KEPT`).
 *
 * A seat that one trainee loses goes to another, whose year of apprenticeship could change too. No standard by the year
 * has seats; if a programme has one, everything is rebuilt.
 * @param share largest share of all enrolments that the subset may hold
 * @returns how many enrolments the classes in scope have; null if the subset would be too large
 */
export async function findScope(
  draft: Draft,
  batchNo: number,
  share: number,
  columnsOf: ColumnsOf,
): Promise<number | null> {
  const { connection } = draft;
  // Few rows of a province are read: little memory is enough, and faster.
  await draft.limitMemory(await count(connection, 'SELECT count(*) FROM changed'));
  await connection.run(`
    CREATE TABLE work.touched_class AS
    SELECT DISTINCT class_id FROM (
      SELECT class_id FROM ${changed('classes')}
      UNION ALL SELECT class_id FROM ${changed('enrolments')}
      UNION ALL SELECT class_id FROM ${changed('payouts')}
      UNION ALL SELECT class_id FROM payouts_history WHERE replaced_by = ${batchNo}
      UNION ALL SELECT class_id FROM classes SEMI JOIN ${changed('institutions')} USING (institution_code)
      UNION ALL SELECT class_id FROM enrolments SEMI JOIN ${changed('affected')} USING (employer_code)
      UNION ALL SELECT class_id FROM enrolments SEMI JOIN ${changed('watchlist')} USING (person_id)
      UNION ALL SELECT split_part(key, '|', 1) FROM (
        FROM work.waiting_before ANTI JOIN quarantine USING (file_id, sheet_no, row_no)
        UNION ALL FROM (${WAITING}) ANTI JOIN work.waiting_before USING (file_id, sheet_no, row_no)
      )
    )`);
  const [all, several] = [
    await count(connection, 'SELECT count(*) FROM enrolments'),
    await count(
      connection,
      "SELECT count(*) FROM p_standard WHERE per = 'person-year' AND max_persons IS NOT NULL",
    ),
  ];
  const isSmall = (rows: number): boolean => rows <= share * all && several === 0;
  const touched = await count(connection, `SELECT count(*) ${rowsIn('touched_class')}`);
  await draft.limitMemory(touched);
  if (!isSmall(touched)) return null;
  await connection.run(`
    CREATE TABLE work.begin AS
    WITH place AS (
      SELECT class_id, ends_on FROM classes SEMI JOIN touched_class USING (class_id)
      UNION ALL SELECT class_id, ends_on FROM classes_history WHERE replaced_by = ${batchNo}
    )
    SELECT e.person_id, min(struct_pack(ends_on := place.ends_on, class_id := place.class_id)) AS place
    FROM enrolments e JOIN place USING (class_id) GROUP BY e.person_id;

    CREATE TABLE work.their_row AS ${enrolmentsOf('begin')};

    CREATE TABLE work.scope_class AS
    FROM touched_class
    UNION
    SELECT t.class_id FROM their_row t JOIN begin USING (person_id) JOIN classes c ON c.class_id = t.class_id
    WHERE struct_pack(ends_on := c.ends_on, class_id := c.class_id) > begin.place;

    CREATE TABLE work.scope_person AS
    WITH later AS (${apprenticeships('(FROM scope_class ANTI JOIN touched_class USING (class_id))')})
    SELECT person_id FROM begin UNION SELECT person_id ${rowsIn('later')};

    INSERT INTO work.their_row ${enrolmentsOf('(FROM scope_person ANTI JOIN begin USING (person_id))')};

    CREATE TABLE work.their_class AS SELECT DISTINCT class_id FROM their_row;

    CREATE TABLE work.whole_class AS FROM scope_class UNION ${apprenticeships('their_class')};

    CREATE TABLE work.whole_row AS SELECT rowid AS id ${rowsIn('whole_class')}`);
  const rows = await count(connection, 'SELECT count(*) FROM whole_row');
  await draft.limitMemory(rows);
  if (!isSmall(rows)) return null;
  await connection.run('CREATE SCHEMA work.part; CREATE SCHEMA work.alike');
  const concerned = {
    classes:
      'SELECT rowid AS id FROM classes WHERE class_id IN (FROM whole_class UNION ALL FROM their_class)',
    enrolments: 'SELECT id FROM whole_row UNION ALL SELECT id FROM their_row',
    payouts: `SELECT rowid AS id FROM payouts
      WHERE class_id IN (FROM whole_class) OR person_id IN (FROM scope_person)
        OR (person_id IS NULL AND class_id IN (FROM their_class))`,
  };
  for (const kind of KINDS)
    await takeRows(connection, kind, columnsOf(kind), concerned[kind], `work.part.${kind}`);
  const origin = 'file_id, sheet_no, row_no';
  await connection.run(
    `CREATE TABLE work.scope_row AS ${KINDS.flatMap((kind) => [
      `SELECT ${origin} FROM work.part.${kind} SEMI JOIN scope_class USING (class_id)`,
      `SELECT ${origin} FROM ${kind}_history WHERE replaced_by = ${batchNo}`,
    ]).join(' UNION ALL ')}`,
  );
  return rows;
}

/**
 * `work.alike.<kind>`: the rows of a kind that share a cell with another row, and with a row in scope or one that was
 * replaced; `work.scope_<field>` holds these cells.
 */
export async function findAlike(
  connection: DuckDBConnection,
  { kind, field, where }: Alike,
  batchNo: number,
  columnsOf: ColumnsOf,
): Promise<void> {
  const cells = `${field} IS NOT NULL AND (${where})`;
  await connection.run(`
    CREATE TABLE work.scope_${field} AS
    SELECT ${field} FROM work.part.${kind} SEMI JOIN scope_class USING (class_id) WHERE ${cells}
    UNION SELECT ${field} FROM ${kind}_history WHERE replaced_by = ${batchNo} AND ${cells};

    CREATE TABLE work.alike_${field} AS
    SELECT rowid AS id, ${field} FROM warehouse.${kind} SEMI JOIN scope_${field} USING (${field}) WHERE ${cells}`);
  const several = `SELECT ${field} FROM work.alike_${field} GROUP BY ${field} HAVING count(*) > 1`;
  await takeRows(
    connection,
    kind,
    columnsOf(kind),
    `SELECT id FROM work.alike_${field} SEMI JOIN (${several}) USING (${field})`,
    `work.alike.${kind}`,
  );
}
