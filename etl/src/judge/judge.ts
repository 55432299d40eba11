import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { checkSql } from '../check/check-sql.ts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import { MENDED_ID } from '../draft/mended-row.ts';
import { columnsOf, createRawTable, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Column } from '../programme/programme.ts';
import { FOREIGN } from '../units/own-rows.ts';
import { admit, admittedSql, unoptimised } from './admit.ts';
import { type Intake, IS_LATE } from './intake.ts';
import { type FromWorkbook, leaveUntouched } from './untouched.ts';

/** A row's place as one value that can be compared. */
const PLACE = 'struct_pack(file_id := file_id, sheet_no := sheet_no, row_no := row_no)';

/** How many rows of a kind were judged. */
export interface Judged {
  rows: number;
  /** Those of them that are not plainly accepted. */
  special: number;
  fromWorkbook: FromWorkbook;
}

/**
 * Checks the rows of `raw_<kind>`, and those of earlier batches that only wait for a reference, and decides on each:
 * `verdict_<kind>` has the checked rows with `verdict` (accepted, unchanged, corrected, quarantined) and `known_file`,
 * `decided_<kind>` those among them that were not admitted before. Both are views: for a plainly accepted row, as most
 * are, nothing is stored.
 */
export async function judge(connection: DuckDBConnection, kind: LedgerKind, intake: Intake): Promise<Judged> {
  const columns = columnsOf(intake.programme, kind);
  const fromWorkbook = intake.handedIn.has(kind)
    ? await leaveUntouched(connection, kind, intake)
    : { named: 0, untouched: 0 };
  const late = await retryLateReferences(connection, kind, columns, intake);
  const admitted = await admit(connection, kind, intake);
  const rows =
    admitted > 0
      ? await count(connection, `SELECT count(*) FROM checked_${kind}`)
      : await checkFew(connection, kind, columns);
  const special = rows === 0 ? 0 : await judgeChecked(connection, kind, intake, late);
  const decided =
    special === 0
      ? `SELECT *, 'accepted' AS verdict, false AS known_file FROM checked_${kind}`
      : `SELECT checked.*, coalesce(special.verdict, 'accepted') AS verdict, coalesce(special.known_file, false) AS known_file
         FROM checked_${kind} AS checked LEFT JOIN special_${kind} AS special USING (file_id, sheet_no, row_no)`;
  const before = `SELECT *, 'accepted' AS verdict, false AS known_file
    FROM (${admittedSql(kind, intake.batchNo)}) AS admitted ANTI JOIN checked_${kind} USING (file_id, sheet_no, row_no)`;
  await connection.run(
    `CREATE OR REPLACE VIEW work.decided_${kind} AS ${decided};
     CREATE OR REPLACE VIEW work.verdict_${kind} AS
     FROM decided_${kind} ${admitted > 0 ? `UNION ALL BY NAME ${before}` : ''}`,
  );
  return { rows: rows + admitted, special, fromWorkbook };
}

/** Checks all rows of `raw_<kind>`, too few to be admitted at once, into `checked_<kind>`. @returns number of rows */
const checkFew = (connection: DuckDBConnection, kind: LedgerKind, columns: Column[]): Promise<number> =>
  unoptimised(connection, () =>
    count(connection, `CREATE OR REPLACE TABLE work.checked_${kind} AS ${checkSql(kind, columns)}`),
  );

/** Judges the rows of `checked_<kind>`. @returns how many are not plainly accepted, the rows of `special_<kind>` */
async function judgeChecked(
  connection: DuckDBConnection,
  kind: LedgerKind,
  intake: Intake,
  late: number,
): Promise<number> {
  const columns = columnsOf(intake.programme, kind);
  if (intake.unitsReport) await refuseForeignRows(connection, kind, columns, intake);
  const repeated = await refuseAmbiguousKeys(connection, kind, columns);
  if (late > 0) await dropSuperseded(connection, kind, columns);
  if (await isPlain(connection, kind, columns, repeated)) return 0;
  return decide(connection, kind, columns, intake.batchNo);
}

/** Drops the tables and views that `judge` created. */
export async function dropVerdicts(connection: DuckDBConnection, kind: LedgerKind): Promise<void> {
  const drops = [
    ...['verdict', 'decided'].map((name) => `DROP VIEW IF EXISTS work.${name}_${kind}`),
    ...['special', 'repeated', 'checked', 'left', 'rest', 'alike', 'untouched'].map(
      (name) => `DROP TABLE IF EXISTS work.${name}_${kind}`,
    ),
  ];
  await connection.run(drops.join(';'));
}

/** Adds the quarantined rows whose only fault is a missing reference (V09) to the new ones. @returns how many */
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
    `INSERT INTO work.raw_rows_${kind} (${ORIGIN_FIELDS}, mends, ${columns.map(({ field }) => field).join(', ')})
     SELECT ${ORIGIN_FIELDS}, NULL, ${cells} FROM quarantine
     WHERE kind = '${kind}' AND batch_no < $1 AND ${IS_LATE}`,
    batchNo,
  );
}

/** V22: rows that a unit reports of another unit are quarantined until the office decides, also when judged again later. */
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
  // All units share the register of institutions: repeating what it already holds is allowed.
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
 * Makes `repeated_<kind>`: keys that several rows of one load have. If their contents differ, all of them fail with V10; if
 * not, the first row is taken and the others are unchanged.
 * @returns how many such keys there are
 */
async function refuseAmbiguousKeys(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
): Promise<number> {
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const content = `hash(${columns.map(({ field }) => field).join(', ')}, unread)`;
  const repeated = await count(
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

/** Drops older rows waiting for their reference if a newer row of the same key passes every check. */
async function dropSuperseded(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
): Promise<void> {
  await connection.run(
    `DELETE FROM work.checked_${kind} AS late WHERE EXISTS (
       SELECT 1 FROM checked_${kind} AS new
       WHERE new.batch_no > late.batch_no AND new.failures IS NULL AND ${sameKey(columns, 'new', 'late')})`,
  );
}

/** Whether every row is plainly accepted: none failed, none repeats another, and no key is in force already. */
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

/** Makes `special_<kind>`: the rows that are not plainly accepted. @returns how many */
async function decide(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<number> {
  const using = columns.filter((column) => column.key).map((column) => column.field);
  const said = `struct_pack(${columns.map(({ field }) => `${field} := ${field}`).join(', ')})`;
  return count(
    connection,
    `CREATE OR REPLACE TABLE work.special_${kind} AS
     WITH in_force AS (
       SELECT ${using.join(', ')}, ${said} AS said FROM ${kind} SEMI JOIN checked_${kind} USING (${using.join(', ')})
     ), known AS (
       SELECT file_id FROM file AS handed_in WHERE handed_in.batch_no = $1 AND EXISTS (
         SELECT 1 FROM file AS earlier WHERE earlier.sha256 = handed_in.sha256 AND earlier.batch_no < $1)
     ), stale AS (
       -- From a workbook exported before the row was mended: the row it names has left the quarantine.
       SELECT ${ORIGIN_FIELDS} FROM raw_${kind} AS raw
       WHERE mends IS NOT NULL AND raw.batch_no = $1
         AND ${MENDED_ID} NOT IN (SELECT ${QUARANTINE_ID} FROM quarantine)
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
         -- The same file was loaded before: where it differs from the row in force, that was corrected since.
         WHEN known_file THEN 'unchanged'
         ELSE 'corrected'
       END AS verdict
     FROM seen
     WHERE failures IS NOT NULL OR repeats OR said IS NOT NULL`,
    batchNo,
  );
}

/** SQL condition: the rows of two relations have the same key. */
export const sameKey = (columns: Column[], a: string, b: string): string =>
  columns
    .filter(({ key }) => key)
    .map(({ field }) => `${a}.${field} = ${b}.${field}`)
    .join(' AND ');
