import type { DuckDBConnection } from '@duckdb/node-api';
import {
  LedgerKind,
  type LoadOutcome,
  type QuarantinedRow,
  type QuarantineEntry,
} from '@skill-ledger/contracts';
import { parseFailure, reasonText } from '../check/reasons.ts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import { columnsOf } from '../draft/schema.ts';
import { maskFailedRow } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import { quarantineOf } from '../units/own-rows.ts';

/** Selects quarantined rows; a condition that is left out selects all. */
export interface QuarantineFilter {
  kind?: LedgerKind | undefined;
  /** Rows that fail with this code, alone or among others. */
  code?: string | undefined;
  /** Path of the file as handed in. */
  file?: string | undefined;
  batchNo?: number | undefined;
  /** 隔离编号 of the rows. */
  ids?: string[] | undefined;
  /** Rows that this unit may see (`quarantineOf`). */
  unit?: string | undefined;
  /** Largest number of rows, and how many to skip. */
  limit?: number | undefined;
  offset?: number | undefined;
}

const WHERE = `($1::VARCHAR IS NULL OR quarantine.kind = $1)
  AND ($2::VARCHAR IS NULL OR len(list_filter(failures, lambda failure: starts_with(failure, $2))) > 0)
  AND ($3::VARCHAR IS NULL OR file.path = $3)
  AND ($4::INTEGER IS NULL OR quarantine.batch_no = $4)
  AND ($5::VARCHAR IS NULL OR ${QUARANTINE_ID} IN (SELECT unnest(json_transform($5, '["VARCHAR"]'))))
  AND ${quarantineOf('$6::VARCHAR')}`;

const values = ({ kind, code, file, batchNo, ids, unit }: QuarantineFilter) => [
  kind ?? null,
  code ?? null,
  file ?? null,
  batchNo ?? null,
  ids ? JSON.stringify(ids) : null,
  unit ?? null,
];

/** The rows in quarantine in the order of file, sheet and row, each with its original cells and every reason. */
export async function readQuarantine(
  connection: DuckDBConnection,
  programme: Programme,
  filter: QuarantineFilter = {},
): Promise<QuarantineEntry[]> {
  const reader = await connection.runAndReadAll(
    `SELECT ${QUARANTINE_ID},
       concat('B', quarantine.batch_no), file.path, coalesce(sheet.name, ''), row_no, quarantine.kind, failures,
       cells::VARCHAR
     FROM quarantine
     JOIN file USING (file_id)
     LEFT JOIN sheet ON sheet.file_id = quarantine.file_id AND sheet.sheet_no = quarantine.sheet_no
     WHERE ${WHERE}
     ORDER BY quarantine.file_id, quarantine.sheet_no, row_no
     LIMIT ${filter.limit ?? 'NULL'} OFFSET ${filter.offset ?? 0}`,
    values(filter),
  );
  return reader
    .getRowsJson()
    .map(([id, batch, path, sheet, row, rowKind, failures, cells]): QuarantineEntry => {
      const kind = LedgerKind.parse(rowKind);
      const columns = columnsOf(programme, kind);
      return {
        id: String(id),
        batch: String(batch),
        file: String(path),
        sheet: String(sheet),
        row: Number(row),
        kind,
        cells: JSON.parse(String(cells)),
        reasons: (failures as string[]).map((text) => {
          const failure = parseFailure(text);
          const column = columns.find(({ field }) => field === failure.field);
          return {
            code: failure.code,
            field: column?.field ?? null,
            label: column?.label ?? null,
            text: reasonText(failure, columns),
          };
        }),
      };
    });
}

/** The entry as shown to users who stated no purpose. */
export function maskedEntry(entry: QuarantineEntry, programme: Programme): QuarantineEntry {
  const failed = new Set(entry.reasons.flatMap(({ field }) => field ?? []));
  return { ...entry, cells: maskFailedRow(entry.cells, columnsOf(programme, entry.kind), failed) };
}

/** The rows as JSON Lines, one entry a line. */
export const quarantineLines = (rows: QuarantineEntry[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Numbers of rows by reason, the most frequent first; a row with two reasons counts for both. */
export function reasonCounts(rows: QuarantineEntry[]): LoadOutcome['reasons'] {
  const counts = new Map<string, LoadOutcome['reasons'][number]>();
  for (const { kind, reasons } of rows) {
    for (const { code, label, text } of reasons) {
      const key = `${kind} ${text.zh}`;
      const known = counts.get(key) ?? { kind, code, label, text, rows: 0 };
      counts.set(key, { ...known, rows: known.rows + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows);
}

/** Numbers of quarantined rows by kind, file and code; a row with two codes counts for both. */
export async function countQuarantine(
  connection: DuckDBConnection,
  unit?: string,
): Promise<{ kind: LedgerKind; file: string; code: string; rows: number }[]> {
  const reader = await connection.runAndReadAll(
    `SELECT kind, path, code, count(*)::INTEGER FROM (
       SELECT quarantine.kind, file.path, unnest(list_distinct(list_transform(failures, lambda f: f[1:3]))) AS code
       FROM quarantine JOIN file USING (file_id) WHERE ${quarantineOf('$1::VARCHAR')})
     GROUP BY ALL ORDER BY ALL`,
    [unit ?? null],
  );
  return reader.getRowsJson().map(([kind, file, code, rows]) => ({
    kind: LedgerKind.parse(kind),
    file: String(file),
    code: String(code),
    rows: Number(rows),
  }));
}

/** Number of rows that the filter selects. */
export async function quarantineSize(
  connection: DuckDBConnection,
  filter: QuarantineFilter,
): Promise<number> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM quarantine JOIN file USING (file_id) WHERE ${WHERE}`,
    values(filter),
  );
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}

/** An entry in the shape of `skill-ledger quarantine --json`. */
export function quarantinedRow(entry: QuarantineEntry, programme: Programme): QuarantinedRow {
  const { file, sheet, row, kind, cells, reasons } = entry;
  return {
    file,
    sheet,
    row,
    kind,
    codes: [...new Set(reasons.map(({ code }) => code))],
    values: Object.fromEntries(
      columnsOf(programme, kind).flatMap(({ field, label }) => {
        const text = cells[field];
        return text ? [[label, text]] : [];
      }),
    ),
    reasons: reasons.map(({ text }) => text.zh),
  };
}
