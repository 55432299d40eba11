import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { checkSql } from '../check/check-sql.ts';
import type { Column } from '../programme/programme.ts';
import type { BatchRecord } from './batch-record.ts';
import { FOREIGN } from './own-rows.ts';

/** The batch that is applied, and the unit that reports it; null where the office does. */
export type Reporter = Pick<BatchRecord, 'batchNo' | 'unit'>;

/** What a quarantined row is called in workbooks and by the rows that mend it. */
export const QUARANTINE_ID =
  "concat('B', quarantine.batch_no, '-', quarantine.file_id, '-', quarantine.sheet_no, '-', quarantine.row_no)";

/** Where a row stands, as one value that can be compared. */
const PLACE = 'struct_pack(file_id := file_id, sheet_no := sheet_no, row_no := row_no)';

export const ORIGIN_FIELDS = 'batch_no, file_id, sheet_no, row_no';

/** Number of rows, or the one number the statement answers. */
export async function count(
  connection: DuckDBConnection,
  sql: string,
  ...values: (number | string | null)[]
): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}

/**
 * Checks the rows of `raw_<kind>` and those of earlier batches that wait for a reference alone, and says what is to
 * become of each: `verdict_<kind>`, the checked rows with `verdict` (accepted, unchanged, corrected, quarantined) and
 * `known_file`. It is a view: that a row is simply accepted, as most are, is not written down.
 * @returns false where there is no row to judge
 */
export async function judge(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  reporter: Reporter,
): Promise<boolean> {
  const { batchNo } = reporter;
  const late = await retryLateReferences(connection, kind, columns, batchNo);
  if ((await count(connection, `SELECT count(*) FROM raw_${kind}`)) === 0) return false;
  await connection.run(checkSql(kind, columns));
  await refuseForeignRows(connection, kind, columns, reporter);
  await refuseAmbiguousKeys(connection, kind, columns);
  if (late > 0) await giveWay(connection, kind, columns);
  await decide(connection, kind, columns, batchNo);
  return true;
}

/** Lets go of what `judge` made. */
export async function forget(connection: DuckDBConnection, kind: LedgerKind): Promise<void> {
  await connection.run(`DROP VIEW verdict_${kind}`);
  for (const table of ['special', 'repeated', 'checked']) await connection.run(`DROP TABLE ${table}_${kind}`);
}

/** Puts the rows whose only fault is a missing reference (V09) beside the new ones; tells how many there are. */
async function retryLateReferences(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<number> {
  const cells = columns.map(({ field }) => `cells ->> '${field}'`).join(', ');
  return count(
    connection,
    `INSERT INTO raw_rows_${kind}
     SELECT ${ORIGIN_FIELDS}, NULL, ${cells} FROM quarantine
     WHERE kind = '${kind}' AND batch_no < $1
       AND len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V09'))) = 0`,
    batchNo,
  );
}

/** V22: what a unit reports that is not its own business waits for the office, also where it comes in late. */
async function refuseForeignRows(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  { batchNo, unit }: Reporter,
): Promise<void> {
  const reporters =
    'SELECT batch_no, unit FROM batch WHERE unit IS NOT NULL UNION ALL SELECT $1, $2 WHERE $2::VARCHAR IS NOT NULL';
  const known = await connection.runAndReadAll(`SELECT count(*) FROM (${reporters})`, [batchNo, unit]);
  if (Number(known.getRowsJS()[0]?.[0]) === 0) return;
  const field = columns.find((column) => column.field === 'class_id') ?? columns[0];
  const same = columns.map((column) => `stands.${column.field} IS NOT DISTINCT FROM checked.${column.field}`);
  // The register of institutions is everybody's: who repeats what it says says nothing.
  const repeats =
    kind === 'institutions'
      ? `failures IS NULL AND EXISTS (SELECT 1 FROM ${kind} AS stands WHERE ${same.join(' AND ')})`
      : 'false';
  await connection.run(
    `UPDATE checked_${kind} AS checked SET failures = list_append(coalesce(failures, []), 'V22:${field?.field}')
     FROM (${reporters}) AS reporter
     WHERE checked.batch_no = reporter.batch_no AND (${FOREIGN[kind]}) AND NOT (${repeats})`,
    [batchNo, unit],
  );
}

/**
 * `repeated_<kind>`: keys that stand on several rows of one load. With other content it is V10 on all of them; with the
 * same content the first row stands for all.
 */
async function refuseAmbiguousKeys(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
): Promise<void> {
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE repeated_${kind} AS
     WITH alike AS (
       SELECT batch_no, key_hash FROM checked_${kind} WHERE key_hash IS NOT NULL GROUP BY ALL HAVING count(*) > 1
     )
     SELECT batch_no, ${keys.join(', ')}, count(DISTINCT content) > 1 AS ambiguous,
       min(${PLACE}) AS first_row
     FROM checked_${kind} SEMI JOIN alike USING (batch_no, key_hash)
     GROUP BY batch_no, ${keys.join(', ')} HAVING count(*) > 1`,
  );
  await connection.run(
    `UPDATE checked_${kind} AS checked SET failures = list_append(coalesce(failures, []), 'V10:${keys[0]}')
     FROM repeated_${kind} AS repeated
     WHERE ambiguous AND checked.batch_no = repeated.batch_no AND ${sameKey(columns, 'checked', 'repeated')}`,
  );
}

/** An older row that waited for its reference gives way to a newer one of the same key that failed nothing. */
async function giveWay(connection: DuckDBConnection, kind: LedgerKind, columns: Column[]): Promise<void> {
  await connection.run(
    `DELETE FROM checked_${kind} AS late WHERE EXISTS (
       SELECT 1 FROM checked_${kind} AS new
       WHERE new.batch_no > late.batch_no AND new.failures IS NULL AND ${sameKey(columns, 'new', 'late')})`,
  );
}

/** `special_<kind>`: the rows that are not simply accepted, and `verdict_<kind>` over all. */
async function decide(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<void> {
  const using = columns.filter((column) => column.key).map((column) => column.field);
  const said = `struct_pack(${columns.map(({ field }) => `${field} := ${field}`).join(', ')})`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE special_${kind} AS
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
    [batchNo],
  );
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW verdict_${kind} AS
     SELECT checked.*, coalesce(special.verdict, 'accepted') AS verdict, coalesce(special.known_file, false) AS known_file
     FROM checked_${kind} AS checked LEFT JOIN special_${kind} AS special USING (file_id, sheet_no, row_no)`,
  );
}

/** SQL that holds where rows of the two relations have one key. */
export const sameKey = (columns: Column[], a: string, b: string): string =>
  columns
    .filter(({ key }) => key)
    .map(({ field }) => `${a}.${field} = ${b}.${field}`)
    .join(' AND ');
