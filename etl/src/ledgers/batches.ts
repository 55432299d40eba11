import type { DuckDBConnection } from '@duckdb/node-api';
import { type BatchesAnswer, BatchInfo, Withdrawal } from '@skill-ledger/contracts';

/**
 * The batches in force, newest first, with their files and accounting, and the withdrawn batches.
 * @param unit only batches that this unit reported
 */
export async function readBatches(connection: DuckDBConnection, unit?: string): Promise<BatchesAnswer> {
  const batches = await connection.runAndReadAll(
    // Rows of a file that was loaded before stand in quarantine under its first load.
    `WITH first_load AS (
       SELECT file_id, first_value(file_id) OVER (PARTITION BY sha256 ORDER BY batch_no, file_id) AS first_id FROM file
     ), held AS (
       SELECT file_id, sheet_no, count(*)::INTEGER AS waiting FROM quarantine GROUP BY ALL
     ), sheets AS (
       SELECT sheet.file_id, list({
           sheet: name, kind: kind, headerRow: header_row, read: read, accepted: accepted, unchanged: unchanged,
           corrected: corrected, quarantined: quarantined, ignored: ignored, ignoredColumns: ignored_columns,
           waiting: least(coalesce(held.waiting, 0), quarantined)
         } ORDER BY sheet.sheet_no) AS sheets
       FROM sheet
       JOIN first_load USING (file_id)
       LEFT JOIN held ON held.file_id = first_load.first_id AND held.sheet_no = sheet.sheet_no
       GROUP BY sheet.file_id
     ), files AS (
       SELECT batch_no, list({ path: path, sha256: sha256, bytes: bytes, sheets: coalesce(sheets, []) } ORDER BY file_id)
         AS files
       FROM file LEFT JOIN sheets USING (file_id) GROUP BY batch_no
     )
     SELECT to_json({ batch: batch, loadedAt: loaded_at, "by": loaded_by, unit: unit, files: coalesce(files, []) })::VARCHAR
     FROM batch LEFT JOIN files USING (batch_no) WHERE $1::VARCHAR IS NULL OR unit = $1 ORDER BY batch_no DESC`,
    [unit ?? null],
  );
  const withdrawals = await connection.runAndReadAll(
    `SELECT to_json({ batch: batch, withdrawnAt: withdrawn_at, "by": withdrawn_by, comment: comment, files: files })::VARCHAR
     FROM withdrawal WHERE $1::VARCHAR IS NULL OR unit = $1 ORDER BY withdrawn_at DESC`,
    [unit ?? null],
  );
  const parse = (rows: unknown[][]): unknown[] => rows.map(([text]) => JSON.parse(String(text)));
  return {
    batches: parse(batches.getRowsJS()).map((batch) => BatchInfo.parse(batch)),
    withdrawals: parse(withdrawals.getRowsJS()).map((withdrawal) => Withdrawal.parse(withdrawal)),
  };
}
