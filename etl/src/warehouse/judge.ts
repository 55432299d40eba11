import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { checkSql } from '../check/check-sql.ts';
import type { Column, Programme } from '../programme/programme.ts';
import type { BatchRecord } from './batch-record.ts';
import { FOREIGN } from './own-rows.ts';
import { columnsOf, createRawTable } from './schema.ts';

/** What a quarantined row is called in workbooks and by the rows that mend it. */
export const QUARANTINE_ID =
  "concat('B', quarantine.batch_no, '-', quarantine.file_id, '-', quarantine.sheet_no, '-', quarantine.row_no)";

/** Where a row stands, as one value that can be compared. */
const PLACE = 'struct_pack(file_id := file_id, sheet_no := sheet_no, row_no := row_no)';

export const ORIGIN_FIELDS = 'batch_no, file_id, sheet_no, row_no';

/** Whether all that a quarantined row lacks is what it refers to. SQL over `failures`. */
const IS_LATE = "len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V09'))) = 0";

/** Number of rows, or the one number the statement answers. */
export async function count(
  connection: DuckDBConnection,
  sql: string,
  ...values: (number | string | null)[]
): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}

/** Runs a CREATE TABLE AS. @returns number of rows of the table */
const made = count;

/** What is known before any kind of a batch is judged. */
export interface Intake {
  programme: Programme;
  batchNo: number;
  /** The unit that reports the batch; null where the office does. */
  unit: string | null;
  /** Whether any batch, or this one, was reported by a unit. */
  unitsReport: boolean;
  /** Kinds of which this batch holds rows. */
  handedIn: Set<LedgerKind>;
  /** Rows in quarantine by kind, and those among them whose only fault is a missing reference (V09). */
  waiting: Map<LedgerKind, { rows: number; late: number }>;
}

/** Looks up what is known before any kind is judged. */
export async function intakeOf(
  connection: DuckDBConnection,
  programme: Programme,
  { batchNo, unit, staged }: BatchRecord,
): Promise<Intake> {
  const waiting = await connection.runAndReadAll(
    `SELECT kind, count(*), count(*) FILTER (${IS_LATE}) FROM quarantine WHERE batch_no < $1 GROUP BY kind`,
    [batchNo],
  );
  return {
    programme,
    batchNo,
    unit,
    unitsReport: unit !== null || (await count(connection, 'SELECT count(unit) FROM batch')) > 0,
    handedIn: new Set(staged.flatMap(({ sheets }) => sheets.flatMap(({ kind }) => kind ?? []))),
    waiting: new Map(
      waiting
        .getRowsJS()
        .map(([kind, rows, late]) => [LedgerKind.parse(kind), { rows: Number(rows), late: Number(late) }]),
    ),
  };
}

/**
 * Checks the rows of `raw_<kind>` and those of earlier batches that wait for a reference alone, and says what is to
 * become of each: `verdict_<kind>`, the checked rows with `verdict` (accepted, unchanged, corrected, quarantined) and
 * `known_file`. It is a view: that a row is simply accepted, as most are, is not written down.
 * @returns how many rows were looked at, and how many of them are not simply accepted
 */
export async function judge(
  connection: DuckDBConnection,
  kind: LedgerKind,
  intake: Intake,
): Promise<{ rows: number; special: number }> {
  const columns = columnsOf(intake.programme, kind);
  const late = await retryLateReferences(connection, kind, columns, intake);
  const rows = await made(connection, checkSql(kind, columns));
  if (rows === 0) return { rows, special: 0 };
  if (intake.unitsReport) await refuseForeignRows(connection, kind, columns, intake);
  const repeated = await refuseAmbiguousKeys(connection, kind, columns);
  if (late > 0) await giveWay(connection, kind, columns);
  const special = (await isPlain(connection, kind, columns, repeated))
    ? 0
    : await decide(connection, kind, columns, intake.batchNo);
  await connection.run(
    `CREATE OR REPLACE VIEW work.verdict_${kind} AS ${
      special === 0
        ? `SELECT *, 'accepted' AS verdict, false AS known_file FROM checked_${kind}`
        : `SELECT checked.*, coalesce(special.verdict, 'accepted') AS verdict, coalesce(special.known_file, false) AS known_file
           FROM checked_${kind} AS checked LEFT JOIN special_${kind} AS special USING (file_id, sheet_no, row_no)`
    }`,
  );
  return { rows, special };
}

/** Lets go of what `judge` made. */
export async function forget(connection: DuckDBConnection, kind: LedgerKind): Promise<void> {
  const tables = ['special', 'repeated', 'checked'].map(
    (name) => `DROP TABLE IF EXISTS work.${name}_${kind}`,
  );
  await connection.run([`DROP VIEW IF EXISTS work.verdict_${kind}`, ...tables].join(';'));
}

/** Puts the rows whose only fault is a missing reference (V09) beside the new ones; tells how many there are. */
async function retryLateReferences(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  { programme, batchNo, handedIn, waiting }: Intake,
): Promise<number> {
  if (!waiting.get(kind)?.late) return 0;
  if (!handedIn.has(kind)) await createRawTable(connection, programme, kind);
  const cells = columns.map(({ field }) => `cells ->> '${field}'`).join(', ');
  return count(
    connection,
    `INSERT INTO work.raw_rows_${kind}
     SELECT ${ORIGIN_FIELDS}, NULL, ${cells} FROM quarantine
     WHERE kind = '${kind}' AND batch_no < $1 AND ${IS_LATE}`,
    batchNo,
  );
}

/** V22: what a unit reports that is not its own business waits for the office, also where it comes in late. */
async function refuseForeignRows(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  { batchNo, unit }: Intake,
): Promise<void> {
  const reporters =
    'SELECT batch_no, unit FROM batch WHERE unit IS NOT NULL UNION ALL SELECT $1, $2 WHERE $2::VARCHAR IS NOT NULL';
  const field = columns.find((column) => column.field === 'class_id') ?? columns[0];
  const same = columns.map((column) => `stands.${column.field} IS NOT DISTINCT FROM checked.${column.field}`);
  // The register of institutions is everybody's: who repeats what it says says nothing.
  const repeats =
    kind === 'institutions'
      ? `failures IS NULL AND EXISTS (SELECT 1 FROM ${kind} AS stands WHERE ${same.join(' AND ')})`
      : 'false';
  await connection.run(
    `UPDATE work.checked_${kind} AS checked SET failures = list_append(coalesce(failures, []), 'V22:${field?.field}')
     FROM (${reporters}) AS reporter
     WHERE checked.batch_no = reporter.batch_no AND (${FOREIGN[kind]}) AND NOT (${repeats})`,
    [batchNo, unit],
  );
}

/**
 * `repeated_<kind>`: keys that stand on several rows of one load. With other content it is V10 on all of them; with the
 * same content the first row stands for all.
 * @returns how many such keys there are
 */
async function refuseAmbiguousKeys(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
): Promise<number> {
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const content = `hash(${columns.map(({ field }) => field).join(', ')}, unread)`;
  const repeated = await made(
    connection,
    `CREATE OR REPLACE TABLE work.repeated_${kind} AS
     WITH alike AS (
       SELECT key_hash FROM checked_${kind} WHERE key_hash IS NOT NULL GROUP BY key_hash HAVING count(*) > 1
     )
     SELECT batch_no, ${keys.join(', ')}, count(DISTINCT ${content}) > 1 AS ambiguous,
       min(${PLACE}) AS first_row
     FROM checked_${kind} SEMI JOIN alike USING (key_hash)
     GROUP BY batch_no, ${keys.join(', ')} HAVING count(*) > 1`,
  );
  if (repeated === 0) return repeated;
  await connection.run(
    `UPDATE work.checked_${kind} AS checked SET failures = list_append(coalesce(failures, []), 'V10:${keys[0]}')
     FROM repeated_${kind} AS repeated
     WHERE ambiguous AND checked.batch_no = repeated.batch_no AND ${sameKey(columns, 'checked', 'repeated')}`,
  );
  return repeated;
}

/** An older row that waited for its reference gives way to a newer one of the same key that failed nothing. */
async function giveWay(connection: DuckDBConnection, kind: LedgerKind, columns: Column[]): Promise<void> {
  await connection.run(
    `DELETE FROM work.checked_${kind} AS late WHERE EXISTS (
       SELECT 1 FROM checked_${kind} AS new
       WHERE new.batch_no > late.batch_no AND new.failures IS NULL AND ${sameKey(columns, 'new', 'late')})`,
  );
}

/** Whether every row is simply accepted: none failed, none repeats another, and no key is in force already. */
async function isPlain(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  repeated: number,
): Promise<boolean> {
  if (repeated > 0) return false;
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const others = await count(
    connection,
    `SELECT (SELECT count(*) FROM checked_${kind} WHERE failures IS NOT NULL)
       + (SELECT count(*) FROM ${kind} SEMI JOIN checked_${kind} USING (${keys.join(', ')}))`,
  );
  return others === 0;
}

/** `special_<kind>`: the rows that are not simply accepted. @returns how many they are */
async function decide(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<number> {
  const using = columns.filter((column) => column.key).map((column) => column.field);
  const said = `struct_pack(${columns.map(({ field }) => `${field} := ${field}`).join(', ')})`;
  return made(
    connection,
    `CREATE OR REPLACE TABLE work.special_${kind} AS
     WITH in_force AS (
       SELECT ${using.join(', ')}, ${said} AS said FROM ${kind} SEMI JOIN checked_${kind} USING (${using.join(', ')})
     ), known AS (
       SELECT file_id FROM file AS handed_in WHERE handed_in.batch_no = $1 AND EXISTS (
         SELECT 1 FROM file AS earlier WHERE earlier.sha256 = handed_in.sha256 AND earlier.batch_no < $1)
     ), stale AS (
       -- From a workbook that is older than the mending: the row it names is out of quarantine already.
       SELECT ${ORIGIN_FIELDS} FROM raw_${kind} AS raw
       WHERE mends IS NOT NULL AND raw.batch_no = $1
         AND mends NOT IN (SELECT ${QUARANTINE_ID} FROM quarantine)
         AND EXISTS (SELECT 1 FROM file WHERE starts_with(raw.mends, concat('B', file.batch_no, '-', file.file_id, '-')))
     ), seen AS (
       SELECT checked.*,
         coalesce(first_row <> ${PLACE}, false) AS repeats,
         said,
         file_id IN (SELECT file_id FROM known) AS known_file,
         row(${ORIGIN_FIELDS}) IN (SELECT row(${ORIGIN_FIELDS}) FROM stale) AS stale
       FROM checked_${kind} AS checked
       LEFT JOIN repeated_${kind} AS repeated USING (batch_no, ${using.join(', ')})
       LEFT JOIN in_force USING (${using.join(', ')})
     )
     SELECT file_id, sheet_no, row_no, known_file,
       CASE
         WHEN failures IS NOT NULL AND stale THEN 'unchanged'
         WHEN failures IS NOT NULL THEN 'quarantined'
         WHEN repeats OR said IS NOT DISTINCT FROM ${said} THEN 'unchanged'
         -- A file that was loaded before says nothing new: what differs has been corrected since.
         WHEN known_file THEN 'unchanged'
         ELSE 'corrected'
       END AS verdict
     FROM seen
     WHERE failures IS NOT NULL OR repeats OR said IS NOT NULL`,
    batchNo,
  );
}

/** SQL that holds where rows of the two relations have one key. */
export const sameKey = (columns: Column[], a: string, b: string): string =>
  columns
    .filter(({ key }) => key)
    .map(({ field }) => `${a}.${field} = ${b}.${field}`)
    .join(' AND ');
