import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type QuarantinedRow } from '@skill-ledger/contracts';
import { parseFailure, reasonText } from '../check/reasons.ts';
import type { Programme } from '../programme/programme.ts';
import { columnsOf } from './schema.ts';

/**
 * The rows in quarantine in the order of file, sheet and row, each with its original values and every reason.
 * @param kind one kind only; all when left out
 */
export async function readQuarantine(
  connection: DuckDBConnection,
  programme: Programme,
  kind?: LedgerKind,
): Promise<QuarantinedRow[]> {
  const reader = await connection.runAndReadAll(
    `SELECT file.path, coalesce(sheet.name, ''), row_no, quarantine.kind, failures, cells::VARCHAR
     FROM quarantine
     JOIN file USING (file_id)
     LEFT JOIN sheet ON sheet.file_id = quarantine.file_id AND sheet.sheet_no = quarantine.sheet_no
     WHERE $1::VARCHAR IS NULL OR quarantine.kind = $1
     ORDER BY quarantine.file_id, quarantine.sheet_no, row_no`,
    [kind ?? null],
  );
  return reader.getRowsJson().map(([path, sheet, row, rowKind, failureList, cells]) => {
    const columns = columnsOf(programme, LedgerKind.parse(rowKind));
    const failures = (failureList as string[]).map(parseFailure);
    const texts = JSON.parse(String(cells)) as Record<string, string | null>;
    return {
      file: String(path),
      sheet: String(sheet),
      row: Number(row),
      kind: LedgerKind.parse(rowKind),
      codes: [...new Set(failures.map((failure) => failure.code))],
      values: Object.fromEntries(
        columns.flatMap(({ field, label }) => (texts[field] ? [[label, texts[field]]] : [])),
      ),
      reasons: failures.map((failure) => reasonText(failure, columns).zh),
    };
  });
}
