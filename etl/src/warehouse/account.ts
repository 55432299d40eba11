import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadReport } from '@skill-ledger/contracts';
import type { Applied } from './apply.ts';
import type { BatchRecord } from './batch-record.ts';
import type { StagedFile } from './stage.ts';

/** Writes down which files a batch is made of. */
export async function recordFiles(connection: DuckDBConnection, batch: BatchRecord): Promise<void> {
  for (const file of batch.staged) {
    await connection.run('INSERT INTO file VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      file.fileId,
      batch.batchNo,
      file.path,
      file.sha256,
      file.bytes,
      file.format,
      file.encoding,
    ]);
  }
}

/** The accounting: read = accepted + unchanged + corrected + quarantined + ignored, for every sheet. */
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

/** Writes down a batch and the accounting of its sheets. */
export async function recordBatch(
  connection: DuckDBConnection,
  batch: BatchRecord,
  accounts: LoadReport['files'],
): Promise<void> {
  await connection.run(
    'INSERT INTO batch (batch_no, batch, loaded_at, loaded_by, unit) VALUES ($1, $2, $3, $4, $5)',
    [batch.batchNo, batch.batch, batch.loadedAt, batch.loadedBy, batch.unit],
  );
  for (const [index, file] of batch.staged.entries()) {
    for (const [sheetNo, sheet] of (accounts[index]?.sheets ?? []).entries()) {
      const { read, accepted, unchanged, corrected, quarantined, ignored } = sheet;
      await connection.run(
        `INSERT INTO sheet VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, json_transform($12, '["VARCHAR"]'))`,
        [
          file.fileId,
          sheetNo,
          sheet.sheet,
          sheet.kind,
          sheet.headerRow,
          read,
          accepted,
          unchanged,
          corrected,
          quarantined,
          ignored,
          JSON.stringify(file.sheets[sheetNo]?.ignoredColumns ?? []),
        ],
      );
    }
  }
}
