import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadReport } from '@skill-ledger/contracts';
import type { BatchRecord } from '../stage/batch-record.ts';
import type { StagedFile } from '../stage/stage.ts';
import type { Applied } from './apply.ts';

/** Writes down which files a batch is made of. */
export async function recordFiles(connection: DuckDBConnection, batch: BatchRecord): Promise<void> {
  await insertRows(
    connection,
    'file',
    FILE,
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
  await insertRows(
    connection,
    'sheet',
    SHEET,
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

type Shape = Record<string, string | [string]>;

const FILE: Shape = {
  file_id: 'INTEGER',
  batch_no: 'INTEGER',
  path: 'VARCHAR',
  sha256: 'VARCHAR',
  bytes: 'BIGINT',
  format: 'VARCHAR',
  encoding: 'VARCHAR',
};

const SHEET: Shape = {
  file_id: 'INTEGER',
  sheet_no: 'INTEGER',
  name: 'VARCHAR',
  kind: 'VARCHAR',
  header_row: 'INTEGER',
  read: 'INTEGER',
  accepted: 'INTEGER',
  unchanged: 'INTEGER',
  corrected: 'INTEGER',
  quarantined: 'INTEGER',
  ignored: 'INTEGER',
  ignored_columns: ['VARCHAR'],
};

/** Adds rows, by the names of their columns, in one statement. */
async function insertRows(
  connection: DuckDBConnection,
  table: string,
  shape: Shape,
  rows: Record<string, unknown>[],
): Promise<void> {
  await connection.run(
    `INSERT INTO ${table} BY NAME SELECT unnest(from_json($1, '${JSON.stringify([shape])}'), recursive := true)`,
    [JSON.stringify(rows)],
  );
}
