import type { DuckDBConnection } from '@duckdb/node-api';
import { FigureValues, type LedgerRow, type RowsAnswer, type RowsQuery } from '@skill-ledger/contracts';
import { maskRow } from '../privacy/mask.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { FIGURES } from './definitions.ts';
import { type RowSource, rowsOf } from './row-sources.ts';
import { covers, filterSql, resolveScope, rows as run, type Scope } from './scope.ts';

/**
 * One page of the ledger rows behind a figure, in the order of file, sheet and row: exactly those it counts or sums.
 * A figure computed from others answers with these (`parts`).
 * @param unmasked shows personal values as they are
 * @throws UnknownFilterValue
 */
export async function readRows(
  connection: DuckDBConnection,
  programme: Pick<Programme, 'columns'>,
  { figure, limit, cursor, ...query }: RowsQuery,
  unmasked = false,
): Promise<RowsAnswer> {
  const scope = await resolveScope(connection, query);
  const own = rowsOf(figure, scope.filters.town !== undefined);
  const none = {
    ...scope,
    figure,
    parts: partsOf(figure),
    columns: [],
    total: 0,
    rows: [],
    next: null,
    baseline: [],
  };
  if (!own || !covers(own.source.filters, scope.filters)) return none;
  const { where, values } = filterSql(own.source.filters, scope.filters);
  const bound = { ...values, ...(own.condition.includes('$asOf') && { asOf: scope.asOf }) };
  const condition = `(${where}) AND (${own.condition})`;
  const [[total] = []] = await run(
    connection,
    `SELECT count(*)::INTEGER FROM ${own.source.relation} WHERE ${condition}`,
    bound,
  );
  const found = await run(connection, pageSql(own.source, condition, limit, cursor), bound);
  const contract = programme.columns.filter(({ kind }) => kind === own.source.kind);
  const page = found.slice(0, limit);
  const [lastFile, lastSheet, lastRow] = page.at(-1) ?? [];
  return {
    ...none,
    parts: [],
    columns: own.source.columns.map(
      ({ field }) =>
        contract.find((column) => column.field === field)?.label ?? JUDGEMENT_LABELS[field] ?? field,
    ),
    total: Number(total),
    rows: page.map((line) => ledgerRow(line, own.source, unmasked ? null : contract)),
    next: found.length > limit ? `${lastFile}.${lastSheet}.${lastRow}` : null,
    baseline: figure === 'completed' ? await readBaseline(connection, scope) : [],
  };
}

/** What the rules add to a payout; no column of the contract. */
const JUDGEMENT_LABELS: Record<string, string> = { due: '应发金额', verdict: '结论' };

/** Every row of a figure, page after page; for exports. */
export async function* everyRow(
  connection: DuckDBConnection,
  programme: Pick<Programme, 'columns'>,
  query: RowsQuery,
  unmasked: boolean,
): AsyncGenerator<RowsAnswer> {
  let cursor: string | null | undefined = query.cursor;
  do {
    const page = { ...query, limit: 5000, cursor: cursor ?? undefined };
    const answer: RowsAnswer = await readRows(connection, programme, page, unmasked);
    yield answer;
    cursor = answer.next;
  } while (cursor !== null);
}

/** Figures named in the formula. */
function partsOf(figure: RowsQuery['figure']): RowsAnswer['parts'] {
  const formula = FIGURES[figure].formula.zh;
  const named = [...formula.matchAll(/\{(\w+)\}/g)].map(([, id]) => (id === 'goal' ? 'target' : id));
  return [...new Set(named)].flatMap((id) => FigureValues.keyof().safeParse(id).data ?? []);
}

function pageSql(source: RowSource, condition: string, limit: number, cursor: string | undefined): string {
  // The schema of the query lets nothing but digits and dots through.
  const after = cursor
    ? `AND (file_id, sheet_no, row_no) > (${cursor.split('.').map(Number).join(', ')})`
    : '';
  const columns = source.columns.map(({ sql }, index) => `${sql}::VARCHAR AS v${index}`).join(', ');
  return `
    WITH page AS (
      SELECT batch_no, file_id, sheet_no, row_no, ${columns}
      FROM ${source.relation} WHERE ${condition} ${after}
      ORDER BY file_id, sheet_no, row_no LIMIT ${limit + 1}
    )
    SELECT page.file_id, page.sheet_no, page.row_no, concat('B', page.batch_no), file.path, coalesce(sheet.name, ''),
      ${source.columns.map((_, index) => `v${index}`).join(', ')}
    FROM page
    JOIN file USING (file_id)
    LEFT JOIN sheet ON sheet.file_id = page.file_id AND sheet.sheet_no = page.sheet_no
    ORDER BY page.file_id, page.sheet_no, page.row_no`;
}

/** @param masking the contract by which cells are masked; null shows them as they are */
function ledgerRow(line: (string | number | null)[], source: RowSource, masking: Column[] | null): LedgerRow {
  const [, , row, batch, file, sheet, ...values] = line;
  const cells = Object.fromEntries(
    source.columns.map(({ field }, index) => [field, values[index] == null ? null : String(values[index])]),
  );
  const masked = masking ? maskRow(cells, masking) : cells;
  return {
    batch: String(batch),
    file: String(file),
    sheet: String(sheet),
    row: Number(row),
    values: source.columns.map(
      ({ field }) => (field in JUDGEMENT_LABELS ? cells[field] : masked[field]) ?? null,
    ),
  };
}

/** The annex' totals that stand in `completed` beside the records; known by domain only. */
async function readBaseline(
  connection: DuckDBConnection,
  { asOf, filters: { domain, ...others } }: Scope,
): Promise<RowsAnswer['baseline']> {
  if (Object.keys(others).length > 0) return [];
  const found = await run(
    connection,
    `SELECT domain, year, completed FROM baseline
     WHERE completed IS NOT NULL AND completed_on <= $asOf::DATE ORDER BY year, domain`,
    { asOf },
  );
  return found
    .map(([name, year, completed]) => ({
      domain: String(name),
      year: Number(year),
      completed: Number(completed),
    }))
    .filter((line) => domain === undefined || domain.includes(line.domain));
}
