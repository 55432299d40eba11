import type { DuckDBConnection } from '@duckdb/node-api';
import {
  LedgerKind,
  type WarningRow,
  type WarningsAnswer,
  type WarningsQuery,
} from '@skill-ledger/contracts';
import { reasonText } from '../check/reasons.ts';
import { columnsOf } from '../draft/schema.ts';
import type { Programme } from '../programme/programme.ts';
import { ownRows } from '../units/own-rows.ts';

/** SQL condition on `warning`: a unit may see it, because the row is in one of its batches or belongs to it. */
const ofUnit = (unit: string): string => `(${unit} IS NULL
  OR EXISTS (SELECT 1 FROM file JOIN batch USING (batch_no) WHERE file.file_id = warning.file_id AND batch.unit = ${unit})
  OR (warning.kind, warning.file_id, warning.sheet_no, warning.row_no) IN (
    SELECT (kind, file_id, sheet_no, row_no) FROM (${ownRows(unit)})))`;

/** SQL of the id shown to users: the stored id is a plain hash of the key, with which ids of persons could be guessed. */
const shownId = (secret: string): string => `left(sha256(${secret} || id), 32)`;

/**
 * The stored ids of warnings.
 * @param ids as shown to users; those the unit may not see, and unknown ones, are left out
 * @param secret that shown ids are made with
 */
export async function knownWarnings(
  connection: DuckDBConnection,
  ids: string[],
  { unit, secret }: { unit?: string | undefined; secret: string },
): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT id FROM warning
     WHERE ${shownId('$3::VARCHAR')} IN (SELECT unnest(json_transform($1, '["VARCHAR"]'))) AND ${ofUnit('$2::VARCHAR')}`,
    [JSON.stringify(ids), unit ?? null, secret],
  );
  return reader.getRowsJS().map(([id]) => String(id));
}

/**
 * The warnings of a query in the order of file, sheet and row, and how many there are by code.
 * @param acknowledged acknowledgements by stored id
 * @param unit only warnings that this unit may see
 * @param secret that shown ids are made with
 */
export async function readWarnings(
  connection: DuckDBConnection,
  programme: Programme,
  { code, show, limit, offset }: WarningsQuery,
  acknowledged: Map<string, NonNullable<WarningRow['acknowledged']>>,
  { unit, secret }: { unit?: string | undefined; secret: string },
): Promise<WarningsAnswer> {
  const known = JSON.stringify([...acknowledged.keys()]);
  const isKnown = `id IN (SELECT unnest(json_transform($1, '["VARCHAR"]')))`;
  const where = `($2::VARCHAR IS NULL OR code = $2)${show === 'open' ? ` AND NOT ${isKnown}` : ''}`;
  const counts = await connection.runAndReadAll(
    `SELECT code, count(*)::INTEGER, count(*) FILTER (${isKnown})::INTEGER FROM warning
     WHERE ${ofUnit('$2::VARCHAR')} GROUP BY code ORDER BY code`,
    [known, unit ?? null],
  );
  const rows = await connection.runAndReadAll(
    `SELECT id, code, warning.kind, field, file.path, coalesce(sheet.name, ''), row_no, count(*) OVER (), ${shownId('$4::VARCHAR')}
     FROM warning
     JOIN file USING (file_id)
     LEFT JOIN sheet ON sheet.file_id = warning.file_id AND sheet.sheet_no = warning.sheet_no
     WHERE ${where} AND $1 IS NOT NULL AND ${ofUnit('$3::VARCHAR')}
     ORDER BY warning.file_id, warning.sheet_no, row_no, code LIMIT ${limit} OFFSET ${offset}`,
    [known, code ?? null, unit ?? null, secret],
  );
  const found = rows.getRowsJson();
  return {
    total: Number(found[0]?.[7] ?? 0),
    counts: counts.getRowsJson().map(([name, warnings, looked]) => ({
      code: String(name),
      warnings: Number(warnings),
      acknowledged: Number(looked),
    })),
    rows: found.map(([id, name, kindName, field, file, sheet, row, , shown]) => {
      const kind = LedgerKind.parse(kindName);
      const failure = { code: String(name), field: String(field), detail: '' };
      return {
        id: String(shown),
        code: String(name),
        kind,
        file: String(file),
        sheet: String(sheet),
        row: Number(row),
        text: reasonText(failure, columnsOf(programme, kind)),
        acknowledged: acknowledged.get(String(id)) ?? null,
      };
    }),
  };
}
