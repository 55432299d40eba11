import type { DuckDBConnection } from '@duckdb/node-api';
import { type EvidenceRow, LedgerKind } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import { ledgerTable } from '../draft/ledger-table.ts';
import { columnsOf } from '../draft/schema.ts';
import { maskRow } from '../privacy/mask.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { identifiedFindings, withIds } from './identified.ts';
import { seenBy } from './seen-findings.ts';

/** Maximum number of rows shown side by side; the export has all of them. */
const MAX_ROWS = 20;

/**
 * The complete ledger rows behind a finding, in the order of their origin.
 * @param id of the finding
 * @param unit reading unit: rows of other units are left out
 * @param unmasked shows personal values as they are
 * @param secret of the ids: `identifyFindings` has run with it
 */
export async function readEvidence(
  connection: DuckDBConnection,
  programme: Programme,
  id: string,
  { unit, unmasked, secret }: { unit?: string | undefined; unmasked: boolean; secret: string },
): Promise<EvidenceRow[]> {
  const source = { findings: identifiedFindings(secret), only: withIds([id]) };
  const found = await connection.runAndReadAll(
    `SELECT to_json(e)::VARCHAR FROM (
       SELECT unnest(evidence[1:${MAX_ROWS}]) AS e FROM (${seenBy(unit === undefined ? undefined : '$1', source)})
       WHERE $1::VARCHAR IS NULL OR true)
     ORDER BY e.kind, e.file_id, e.sheet_no, e.row_no`,
    [unit ?? null],
  );
  const places = found.getRowsJS().map(([text]) => JSON.parse(String(text)) as Place);
  return readLedgerRows(connection, programme, places, unmasked);
}

/** Origin of a ledger row. */
export interface Place {
  kind: string;
  file_id: number;
  sheet_no: number;
  row_no: number;
}

/** A cell as text. */
const cellSql = ({ field, type }: Column): string =>
  COLUMN_TYPES[type].show?.(`r.${field}`) ?? `r.${field}::VARCHAR`;

/** These rows completely, those in force only, in the given order. */
export async function readLedgerRows(
  connection: DuckDBConnection,
  programme: Programme,
  places: Place[],
  unmasked: boolean,
): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const place of places) {
    const kind = LedgerKind.parse(place.kind);
    const columns = columnsOf(programme, kind);
    const values = await connection.runAndReadAll(
      `SELECT file.path, coalesce(sheet.name, ''), ${columns.map(cellSql).join(', ')}
       FROM ${await ledgerTable(connection, programme, kind)} r JOIN file USING (file_id)
       LEFT JOIN sheet ON sheet.file_id = r.file_id AND sheet.sheet_no = r.sheet_no
       WHERE r.file_id = $1 AND r.sheet_no = $2 AND r.row_no = $3`,
      [place.file_id, place.sheet_no, place.row_no],
    );
    const [file, sheet, ...texts] = values.getRowsJS()[0] ?? [];
    if (file === undefined) continue;
    const cells = Object.fromEntries(
      columns.map(({ field }, index) => [field, texts[index] == null ? null : String(texts[index])]),
    );
    const shown = unmasked ? cells : maskRow(cells, columns);
    rows.push({
      kind,
      file: String(file),
      sheet: String(sheet),
      row: place.row_no,
      cells: columns.map(({ field, label }) => ({ label, value: shown[field] ?? null })),
    });
  }
  return rows;
}
