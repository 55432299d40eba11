import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerRow, RowsAnswer } from '@skill-ledger/contracts';
import { maskRow } from '../privacy/mask.ts';
import type { Column, Programme } from '../programme/programme.ts';
import type { Relation } from './relations.ts';
import { rows as run } from './scope.ts';

type RowSource = NonNullable<Relation['ledger']>;

/** Which rows of a source, and which page of them. */
export interface PageQuery {
  source: RowSource;
  condition: string;
  /** What the source and the condition name. */
  values: Record<string, string | number>;
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of ledger rows, in the order of file, sheet and row.
 * @param unmasked shows personal values as they are
 */
export async function readPage(
  connection: DuckDBConnection,
  { columns }: Pick<Programme, 'columns'>,
  { source, condition, values, limit, cursor }: PageQuery,
  unmasked: boolean,
): Promise<Pick<RowsAnswer, 'columns' | 'total' | 'rows' | 'next'>> {
  const [[total] = []] = await run(
    connection,
    `SELECT count(*)::INTEGER FROM ${source.sql} WHERE ${condition}`,
    values,
  );
  const found = await run(connection, pageSql(source, condition, limit, cursor), values);
  const contract = columns.filter(({ kind }) => kind === source.kind);
  const page = found.slice(0, limit);
  const [last, lastSheet, lastRow, nth] = page.at(-1) ?? [];
  return {
    columns: source.columns.map(
      (field) => contract.find((column) => column.field === field)?.label ?? source.beyond?.[field] ?? field,
    ),
    total: Number(total),
    rows: page.map((line) => ledgerRow(line, source, unmasked ? null : contract)),
    next: found.length > limit ? [last, lastSheet, lastRow, nth].join('.') : null,
  };
}

/** Every page, one after another; for exports. @param read the page at a cursor */
export async function* everyPage(
  read: (cursor: string | undefined) => Promise<RowsAnswer>,
): AsyncGenerator<RowsAnswer> {
  let cursor: string | undefined;
  do {
    const answer = await read(cursor);
    yield answer;
    cursor = answer.next ?? undefined;
  } while (cursor !== undefined);
}

function pageSql(source: RowSource, condition: string, limit: number, cursor: string | undefined): string {
  // The schema of the query lets nothing but digits and dots through.
  const after = cursor
    ? `WHERE (file_id, sheet_no, row_no, nth) > (${cursor.split('.').map(Number).join(', ')})`
    : '';
  const nth = source.order
    ? `row_number() OVER (PARTITION BY file_id, sheet_no, row_no ORDER BY ${source.order})`
    : '1';
  const columns = source.columns.map((field, index) => `${field}::VARCHAR AS v${index}`).join(', ');
  return `
    WITH page AS (
      SELECT * FROM (
        SELECT batch_no, file_id, sheet_no, row_no, ${nth} AS nth, ${columns} FROM ${source.sql} WHERE ${condition})
      ${after}
      ORDER BY file_id, sheet_no, row_no, nth LIMIT ${limit + 1}
    )
    SELECT page.file_id, page.sheet_no, page.row_no, page.nth, concat('B', page.batch_no), file.path,
      coalesce(sheet.name, ''), ${source.columns.map((_, index) => `v${index}`).join(', ')}
    FROM page
    JOIN file USING (file_id)
    LEFT JOIN sheet ON sheet.file_id = page.file_id AND sheet.sheet_no = page.sheet_no
    ORDER BY page.file_id, page.sheet_no, page.row_no, page.nth`;
}

/** @param masking the contract by which cells are masked; null shows them as they are */
function ledgerRow(line: (string | number | null)[], source: RowSource, masking: Column[] | null): LedgerRow {
  const [, , row, , batch, file, sheet, ...values] = line;
  const cells = Object.fromEntries(
    source.columns.map((field, index) => [field, values[index] == null ? null : String(values[index])]),
  );
  const masked = masking ? maskRow(cells, masking) : cells;
  const isBeyond = (field: string): boolean => source.beyond?.[field] !== undefined;
  return {
    batch: String(batch),
    file: String(file),
    sheet: String(sheet),
    row: Number(row),
    values: source.columns.map((field) => (isBeyond(field) ? cells[field] : masked[field]) ?? null),
  };
}
