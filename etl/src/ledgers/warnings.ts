import type { DuckDBConnection } from '@duckdb/node-api';
import {
  LedgerKind,
  type WarningRow,
  type WarningsAnswer,
  type WarningsQuery,
} from '@skill-ledger/contracts';
import { reasonText } from '../check/reasons.ts';
import { columnsOf } from '../draft/schema.ts';
import { maskRow } from '../privacy/mask.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { ownRows } from '../units/own-rows.ts';
import { type ClassNames, subjectOf } from './who.ts';

/** Fields of the row that a check looks at, beside the one it names. */
const BESIDE: Record<string, string[]> = { V11: ['certificate_no', 'certified_on'], V12: ['certified_on'] };

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
 * @param isMasked personal values are masked
 */
export async function readWarnings(
  connection: DuckDBConnection,
  programme: Programme,
  { code, show, limit, offset }: WarningsQuery,
  acknowledged: Map<string, NonNullable<WarningRow['acknowledged']>>,
  { unit, secret, isMasked }: { unit?: string | undefined; secret: string; isMasked: boolean },
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
    `WITH page AS (
       SELECT *, count(*) OVER () AS total FROM warning
       WHERE ${where} AND $1 IS NOT NULL AND ${ofUnit('$3::VARCHAR')}
       ORDER BY file_id, sheet_no, row_no, code LIMIT ${limit} OFFSET ${offset}
     )
     SELECT page.id, code, page.kind, field, file.path, coalesce(sheet.name, ''), page.row_no, total,
       ${shownId('$4::VARCHAR')}, compared,
       -- A row that a join did not find is an object of nulls.
       CASE page.kind WHEN 'classes' THEN to_json(k) ELSE to_json(e) END::VARCHAR,
       CASE WHEN c.class_id IS NOT NULL THEN to_json({
         class_name: c.class_name, department: c.department, town: c.town }) END::VARCHAR
     FROM page
     JOIN file USING (file_id)
     LEFT JOIN sheet ON sheet.file_id = page.file_id AND sheet.sheet_no = page.sheet_no
     LEFT JOIN enrolments AS e ON page.kind = 'enrolments'
       AND (e.file_id, e.sheet_no, e.row_no) = (page.file_id, page.sheet_no, page.row_no)
     LEFT JOIN classes AS k ON page.kind = 'classes'
       AND (k.file_id, k.sheet_no, k.row_no) = (page.file_id, page.sheet_no, page.row_no)
     LEFT JOIN classes AS c ON c.class_id = e.class_id
     ORDER BY page.file_id, page.sheet_no, page.row_no, code`,
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
    rows: found.map(([id, name, kindName, field, file, sheet, row, , shown, compared, cells, ofClass]) => {
      const kind = LedgerKind.parse(kindName);
      const failure = { code: String(name), field: String(field), detail: '' };
      const columns = columnsOf(programme, kind);
      const texts = textsOf(JSON.parse(String(cells)) as Record<string, unknown>, columns);
      const shownCells = isMasked ? maskRow(texts, columns) : texts;
      const itsClass = JSON.parse(String(ofClass)) as ClassNames | null;
      // The name of a class may hold numbers of persons.
      const shownClass =
        itsClass && isMasked ? (maskRow(itsClass, columnsOf(programme, 'classes')) as ClassNames) : itsClass;
      const fields = BESIDE[failure.code] ?? [failure.field];
      return {
        id: String(shown),
        code: String(name),
        kind,
        file: String(file),
        sheet: String(sheet),
        row: Number(row),
        who: subjectOf(programme, kind, shownCells, shownClass),
        compared: compared === null ? null : String(compared),
        cells: columns
          .filter((column) => fields.includes(column.field))
          .map((column) => ({ label: column.label, value: shownCells[column.field] ?? '' })),
        text: reasonText(failure, columns),
        acknowledged: acknowledged.get(String(id)) ?? null,
      };
    }),
  };
}

/** The cells of a row in force as texts, those of the contract alone. */
const textsOf = (cells: Record<string, unknown>, columns: Column[]): Record<string, string | null> =>
  Object.fromEntries(columns.map(({ field }) => [field, cells[field] == null ? null : String(cells[field])]));
