import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { checkSql } from '../check/check-sql.ts';
import type { Column, Programme } from '../programme/programme.ts';
import type { BatchRecord } from './batch-record.ts';
import { FOREIGN, quarantineOf } from './own-rows.ts';
import { columnsOf } from './schema.ts';

/** What became of the rows of one sheet. */
export interface SheetVerdicts {
  fileId: number;
  sheetNo: number;
  accepted: number;
  unchanged: number;
  corrected: number;
  quarantined: number;
}

/** The batch that is applied, and the unit that reports it; null where the office does. */
type Reporter = Pick<BatchRecord, 'batchNo' | 'unit'>;

export interface Applied {
  sheets: SheetVerdicts[];
  /** Rows of earlier loads that left the quarantine: what they referred to has arrived. */
  resolved: number;
  /** Whether anything in the warehouse differs from before. */
  changed: boolean;
}

/** What a quarantined row is called in workbooks and by the rows that mend it. */
export const QUARANTINE_ID =
  "concat('B', quarantine.batch_no, '-', quarantine.file_id, '-', quarantine.sheet_no, '-', quarantine.row_no)";

const ORIGIN_FIELDS = 'batch_no, file_id, sheet_no, row_no';

/**
 * Judges the staged rows (`raw_<kind>`) of batch `batchNo` and brings the ledger tables up to date, kind by kind in
 * the order in which they refer to each other, so that "exists" always means accepted.
 */
export async function applyBatch(
  connection: DuckDBConnection,
  programme: Programme,
  { batchNo, unit }: Reporter,
  onKind: (kind: LedgerKind) => void = () => {},
): Promise<Applied> {
  const applied: Applied = { sheets: [], resolved: 0, changed: false };
  for (const kind of LedgerKind.options) {
    onKind(kind);
    const columns = columnsOf(programme, kind);
    await retryLateReferences(connection, kind, columns, batchNo);
    if ((await count(connection, `SELECT count(*) FROM raw_${kind}`)) === 0) continue;
    await connection.run(checkSql(kind, columns));
    await refuseForeignRows(connection, kind, columns, { batchNo, unit });
    await judge(connection, kind, columns, batchNo);
    await write(connection, kind, columns, { batchNo, unit });
    const rows = await connection.runAndReadAll(
      `SELECT file_id, sheet_no,
        count(*) FILTER (verdict = 'accepted')::INTEGER, count(*) FILTER (verdict = 'unchanged')::INTEGER,
        count(*) FILTER (verdict = 'corrected')::INTEGER, count(*) FILTER (verdict = 'quarantined')::INTEGER
       FROM verdict_${kind} WHERE batch_no = $1 GROUP BY ALL ORDER BY ALL`,
      [batchNo],
    );
    for (const [
      fileId,
      sheetNo,
      accepted,
      unchanged,
      corrected,
      quarantined,
    ] of rows.getRowsJS() as number[][]) {
      applied.sheets.push({ fileId, sheetNo, accepted, unchanged, corrected, quarantined } as SheetVerdicts);
    }
    applied.resolved += await count(
      connection,
      `SELECT count(*) FROM verdict_${kind} WHERE batch_no < $1 AND verdict <> 'quarantined'`,
      batchNo,
    );
    applied.changed ||=
      (await count(
        connection,
        `SELECT count(*) FROM verdict_${kind}
         WHERE verdict IN ('accepted', 'corrected')
           OR (verdict = 'quarantined' AND batch_no = $1 AND NOT known_file)
           OR (verdict <> 'quarantined' AND batch_no < $1)`,
        batchNo,
      )) > 0;
    await connection.run(`DROP TABLE checked_${kind}`);
    await connection.run(`DROP TABLE verdict_${kind}`);
  }
  return applied;
}

/** Puts the rows whose only fault is a missing reference (V09) beside the new ones, to be judged again. */
async function retryLateReferences(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<void> {
  const cells = columns.map(({ field }) => `cells ->> '${field}'`).join(', ');
  await connection.run(
    `INSERT INTO raw_rows_${kind}
     SELECT ${ORIGIN_FIELDS}, NULL, ${cells} FROM quarantine
     WHERE kind = '${kind}' AND batch_no < $1
       AND len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V09'))) = 0`,
    [batchNo],
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
 * `verdict_<kind>`: the checked rows with what is to become of each. A key that stands on several rows of this
 * load with other content is V10 on all of them; with the same content the first stands for all.
 */
async function judge(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<void> {
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const complete = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  const using = keys.join(', ');
  const said = `struct_pack(${columns.map(({ field }) => `${field} := ${field}`).join(', ')})`;
  // An older row that waited for its reference gives way to a newer one of the same key.
  await connection.run(
    `DELETE FROM checked_${kind} AS late WHERE batch_no < $1 AND EXISTS (
       SELECT 1 FROM checked_${kind} AS new WHERE new.batch_no = $1
       AND ${keys.map((key) => `new.${key} = late.${key}`).join(' AND ')})`,
    [batchNo],
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE verdict_${kind} AS
     WITH repeated_key AS (
       SELECT ${using} FROM checked_${kind} WHERE ${complete} GROUP BY ALL HAVING count(*) > 1
     ), repeated AS (
       SELECT ${using}, count(DISTINCT content) > 1 AS ambiguous,
         min(row(file_id, sheet_no, row_no)) AS first_row
       FROM checked_${kind} JOIN repeated_key USING (${using}) GROUP BY ALL
     ), in_force AS (
       SELECT ${using}, ${said} AS said FROM ${kind}
       SEMI JOIN checked_${kind} USING (${using})
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
       SELECT checked.* EXCLUDE (failures, content),
         CASE WHEN ambiguous
           THEN list_append(coalesce(failures, []), 'V10:${keys[0] ?? ''}') ELSE failures END AS failures,
         coalesce(first_row <> row(file_id, sheet_no, row_no), false) AS repeats,
         said,
         checked.file_id IN (SELECT file_id FROM known) AS known_file,
         row(${ORIGIN_FIELDS}) IN (SELECT row(${ORIGIN_FIELDS}) FROM stale) AS stale
       FROM checked_${kind} AS checked
       LEFT JOIN repeated USING (${using})
       LEFT JOIN in_force USING (${using})
     )
     SELECT * EXCLUDE (said, stale),
       CASE
         WHEN failures IS NOT NULL AND stale THEN 'unchanged'
         WHEN failures IS NOT NULL THEN 'quarantined'
         WHEN repeats THEN 'unchanged'
         WHEN said IS NULL THEN 'accepted'
         WHEN said IS NOT DISTINCT FROM ${said} THEN 'unchanged'
         -- A file that was loaded before says nothing new: what differs has been corrected since.
         WHEN known_file THEN 'unchanged'
         ELSE 'corrected'
       END AS verdict
     FROM seen`,
    [batchNo],
  );
}

/** Writes the verdicts: history, rows in force, quarantine. */
async function write(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  { batchNo, unit }: Reporter,
): Promise<void> {
  const fields = columns.map((column) => column.field).join(', ');
  const keys = columns.filter((column) => column.key).map((column) => column.field);
  const same = (a: string, b: string): string => keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' AND ');
  const keyText = `concat_ws('|', ${keys.map((key) => `${key}::VARCHAR`).join(', ')})`;
  if ((await count(connection, `SELECT count(*) FROM verdict_${kind} WHERE verdict = 'corrected'`)) > 0) {
    const corrected = `EXISTS (SELECT 1 FROM verdict_${kind} AS v WHERE v.verdict = 'corrected' AND ${same('v', kind)})`;
    await connection.run(
      `INSERT INTO ${kind}_history SELECT ${fields}, ${ORIGIN_FIELDS}, $1 FROM ${kind} WHERE ${corrected}`,
      [batchNo],
    );
    await connection.run(`DELETE FROM ${kind} WHERE ${corrected}`);
  }
  await connection.run(
    `INSERT INTO ${kind} SELECT ${fields}, ${ORIGIN_FIELDS} FROM verdict_${kind}
     WHERE verdict IN ('accepted', 'corrected')`,
  );
  if ((await count(connection, `SELECT count(*) FROM quarantine WHERE kind = '${kind}'`)) > 0) {
    await leaveQuarantine(connection, kind, keyText, { batchNo, unit });
  }
  if ((await count(connection, `SELECT count(*) FROM verdict_${kind} WHERE verdict = 'quarantined'`)) === 0)
    return;
  await connection.run(
    `INSERT INTO quarantine
     SELECT ${ORIGIN_FIELDS}, '${kind}',
       CASE WHEN ${keys.map((key) => `v.${key} IS NOT NULL`).join(' AND ')} THEN v.key END,
       v.failures, json_object(${columns.map(({ field }) => `'${field}', raw.${field}`).join(', ')})
     FROM (SELECT *, ${keyText} AS key FROM verdict_${kind}) AS v
     JOIN raw_${kind} AS raw USING (${ORIGIN_FIELDS})
     WHERE v.verdict = 'quarantined' AND batch_no = $1 AND NOT v.known_file`,
    [batchNo],
  );
}

/**
 * Takes out of quarantine what is mended or resolved: a unit mends only what it is told of.
 * @param keyText SQL of a verdict's key
 */
async function leaveQuarantine(
  connection: DuckDBConnection,
  kind: LedgerKind,
  keyText: string,
  { batchNo, unit }: Reporter,
): Promise<void> {
  // A row that was mended (a newer one names it, or one of its key got in) or that resolved leaves the quarantine.
  await connection.run(
    `DELETE FROM quarantine WHERE kind = '${kind}' AND batch_no < $1 AND (
       (file_id, sheet_no, row_no) IN (
         SELECT (file_id, sheet_no, row_no) FROM verdict_${kind} WHERE batch_no < $1 AND verdict <> 'quarantined')
       OR ((key IN (SELECT ${keyText} FROM verdict_${kind} WHERE verdict IN ('accepted', 'corrected'))
         OR ${QUARANTINE_ID} IN (SELECT mends FROM raw_${kind} WHERE batch_no = $1)) AND ${quarantineOf('$2::VARCHAR')}))`,
    [batchNo, unit],
  );
}

async function count(connection: DuckDBConnection, sql: string, ...values: number[]): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}
