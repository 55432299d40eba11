import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadReport } from '@skill-ledger/contracts';
import { insertRows } from '../draft/bookkeeping.ts';
import type { BatchRecord } from '../stage/batch-record.ts';
import type { StagedFile } from '../stage/staged.ts';
import type { Applied } from './apply.ts';

/** Inserts the files of a batch into `file`. */
export async function recordFiles(connection: DuckDBConnection, batch: BatchRecord): Promise<void> {
  await insertRows(
    connection,
    'file',
    batch.staged.map(({ fileId, path, sha256, bytes, format, encoding }) => ({
      file_id: fileId,
      batch_no: batch.batchNo,
      path,
      sha256,
      bytes,
      format,
      encoding,
    })),
  );
}

/**
 * The accounting of a batch, by file and sheet: read = accepted + unchanged + corrected + quarantined + ignored.
 * @throws Error if a sheet does not balance, which is a bug
 */
export function account(staged: StagedFile[], applied: Applied): LoadReport['files'] {
  return staged.map((file) => ({
    path: file.path,
    sheets: file.sheets.map((sheet) => {
      const rows = applied.sheets.find((row) => row.fileId === file.fileId && row.sheetNo === sheet.sheetNo);
      const { accepted = 0, unchanged = 0, corrected = 0, quarantined = 0 } = rows ?? {};
      const { name, kind, headerRow, read, ignored } = sheet;
      if (read !== accepted + unchanged + corrected + quarantined + ignored) {
        throw new Error(`accounting of ${file.path} ${name} does not balance`);
      }
      return { sheet: name, kind, headerRow, read, accepted, unchanged, corrected, quarantined, ignored };
    }),
  }));
}

/** Inserts a batch into `batch`, and the accounting of its sheets into `sheet`. */
export async function recordBatch(
  connection: DuckDBConnection,
  batch: BatchRecord,
  accounts: LoadReport['files'],
): Promise<void> {
  await insertRows(connection, 'batch', [
    {
      batch_no: batch.batchNo,
      batch: batch.batch,
      loaded_at: batch.loadedAt,
      loaded_by: batch.loadedBy,
      unit: batch.unit,
    },
  ]);
  await insertRows(
    connection,
    'sheet',
    batch.staged.flatMap((file, index) =>
      (accounts[index]?.sheets ?? []).map(({ sheet: name, headerRow, ...counts }, sheetNo) => ({
        ...counts,
        name,
        file_id: file.fileId,
        sheet_no: sheetNo,
        header_row: headerRow,
        ignored_columns: file.sheets[sheetNo]?.ignoredColumns ?? [],
      })),
    ),
  );
}
