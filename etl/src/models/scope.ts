import type { DuckDBConnection } from '@duckdb/node-api';
import type { Alike } from './catalog.ts';

/**
 * Prepares `findScope`, before a batch is applied: `work.changed`, into which the rows go that come into force, and
 * what waits in quarantine.
 */
export async function beginScope(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `CREATE TABLE work.changed (kind VARCHAR, file_id INTEGER, sheet_no INTEGER, row_no INTEGER);
     CREATE TABLE work.waiting_before AS ${WAITING}`,
  );
}

const WAITING =
  "SELECT file_id, sheet_no, row_no, key FROM quarantine WHERE kind = 'enrolments' AND key IS NOT NULL";

const apprenticeships = (among: string): string =>
  `SELECT class_id FROM classes SEMI JOIN ${among} USING (class_id)
   WHERE standard IN (SELECT code FROM p_standard WHERE per = 'person-year')`;

const changed = (kind: string): string =>
  `(SELECT * FROM ${kind} SEMI JOIN (FROM changed WHERE kind = '${kind}') USING (file_id, sheet_no, row_no))`;

/**
 * Finds what a load can have changed, and the small world it depends on:
 *
 *   - `touched_class`: classes of which a row, or one of an enrolment, a payout, the institution, an affected employer or
 *     a trainee on a watch list is new or corrected, or an enrolment came to or left the quarantine (R08);
 *   - `scope_class`: these, and every class that one of their trainees took later, because entitlement looks back and never
 *     ahead (denied_once, denied_times, the year's apprenticeships);
 *   - `scope_row`: the rows of these classes, and those that a correction replaced;
 *   - `scope_person`: the trainees of touched classes, and those of apprenticeships in scope, which are worth what the year
 *     still leaves;
 *   - `whole_class`: the classes in scope, and the apprenticeships of these persons, whose money is shared by class;
 *   - `work.part`: all rows of `whole_class`, and of the other classes of these persons what concerns themselves. What
 *     others in `whole_class` did elsewhere is not there, nor has it changed: whether they were subsidised before is kept
 *     (`KEPT`).
 *
 * Who loses a seat may lose it to another, whose year of apprenticeship then changes too: no standard by the year has
 * seats, and where one should, everything is computed.
 * @param share of all enrolments that the small world may hold at most
 * @returns how many enrolments the classes in scope have; null where it would not be small
 */
export async function findScope(
  connection: DuckDBConnection,
  batchNo: number,
  share: number,
): Promise<number | null> {
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
    );

    CREATE TABLE work.scope_class AS
    WITH place AS (
      SELECT class_id, ends_on FROM classes SEMI JOIN touched_class USING (class_id)
      UNION ALL SELECT class_id, ends_on FROM classes_history WHERE replaced_by = ${batchNo}
    ), begin AS (
      SELECT e.person_id, min(struct_pack(ends_on := place.ends_on, class_id := place.class_id)) AS place
      FROM enrolments e JOIN place USING (class_id) GROUP BY e.person_id
    )
    FROM touched_class
    UNION
    SELECT e.class_id FROM enrolments e JOIN begin USING (person_id) JOIN classes c ON c.class_id = e.class_id
    WHERE struct_pack(ends_on := c.ends_on, class_id := c.class_id) > begin.place;

    CREATE TABLE work.scope_person AS
    WITH theirs AS (FROM touched_class UNION ALL ${apprenticeships('scope_class')})
    SELECT DISTINCT person_id FROM enrolments SEMI JOIN theirs USING (class_id);

    CREATE TABLE work.their_class AS
    SELECT DISTINCT class_id FROM enrolments SEMI JOIN scope_person USING (person_id);

    CREATE TABLE work.whole_class AS FROM scope_class UNION ${apprenticeships('their_class')}`);
  const small = await connection.runAndReadAll(
    `SELECT rows, rows <= ${share} * (SELECT count(*) FROM enrolments)
      AND NOT EXISTS (SELECT 1 FROM p_standard WHERE per = 'person-year' AND max_persons IS NOT NULL)
     FROM (SELECT count(*) FROM enrolments SEMI JOIN whole_class USING (class_id)) AS whole(rows)`,
  );
  const [[rows, isSmall] = []] = small.getRowsJS();
  if (isSmall !== true) return null;
  const kinds = ['classes', 'enrolments', 'payouts'];
  const origin = 'file_id, sheet_no, row_no';
  await connection.run(`
    CREATE SCHEMA work.part;
    CREATE TABLE work.part.classes AS
    FROM warehouse.classes WHERE class_id IN (FROM whole_class) OR class_id IN (FROM their_class);

    CREATE TABLE work.part.enrolments AS
    FROM warehouse.enrolments WHERE class_id IN (FROM whole_class) OR person_id IN (FROM scope_person);

    CREATE TABLE work.part.payouts AS
    FROM warehouse.payouts
    WHERE class_id IN (FROM whole_class) OR person_id IN (FROM scope_person)
      OR (person_id IS NULL AND class_id IN (FROM their_class));

    CREATE SCHEMA work.alike;
    CREATE TABLE work.scope_row AS ${kinds
      .flatMap((kind) => [
        `SELECT ${origin} FROM work.part.${kind} SEMI JOIN scope_class USING (class_id)`,
        `SELECT ${origin} FROM ${kind}_history WHERE replaced_by = ${batchNo}`,
      ])
      .join(' UNION ALL ')}`);
  return Number(rows);
}

/**
 * `work.alike.<kind>`: every row of a kind that has a cell in common with another, and with a row in scope or one that was
 * replaced; `work.scope_<field>` holds the cells of these.
 */
export async function findAlike(
  connection: DuckDBConnection,
  { kind, field, where }: Alike,
  batchNo: number,
): Promise<void> {
  const cells = `${field} IS NOT NULL AND (${where})`;
  await connection.run(`
    CREATE TABLE work.scope_${field} AS
    SELECT ${field} FROM work.part.${kind} SEMI JOIN scope_class USING (class_id) WHERE ${cells}
    UNION SELECT ${field} FROM ${kind}_history WHERE replaced_by = ${batchNo} AND ${cells};

    CREATE TABLE work.shared_${field} AS
    SELECT ${field} FROM warehouse.${kind} SEMI JOIN scope_${field} USING (${field}) WHERE ${cells}
    GROUP BY ${field} HAVING count(*) > 1;

    CREATE TABLE work.alike.${kind} AS
    FROM warehouse.${kind} SEMI JOIN shared_${field} USING (${field}) WHERE ${cells}`);
}
