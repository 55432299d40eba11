import type { DuckDBConnection } from '@duckdb/node-api';
import { type BatchesAnswer, BatchInfo, Withdrawal } from '@skill-ledger/contracts';

/**
 * The batches in force, newest first, with their files and accounting, and the withdrawn batches.
 * @param unit only batches that this unit reported
 */
export async function readBatches(connection: DuckDBConnection, unit?: string): Promise<BatchesAnswer> {
  const batches = await connection.runAndReadAll(
    `WITH sheets AS (
       SELECT file_id, list({
           sheet: name, kind: kind, headerRow: header_row, read: read, accepted: accepted, unchanged: unchanged,
           corrected: corrected, quarantined: quarantined, ignored: ignored, ignoredColumns: ignored_columns
         } ORDER BY sheet_no) AS sheets
       FROM sheet GROUP BY file_id
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
