import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureId, LedgerRow, RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import { maskRow } from '../privacy/mask.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { FIGURES, figuresOf, namedParts } from './definitions.ts';
import { isMeasured, rowsOf } from './descriptor.ts';
import { type Relation, type RelationId, relation } from './relations.ts';
import { filterSql, knows, resolveScope, rows as run, type Scope } from './scope.ts';

type RowSource = NonNullable<Relation['ledger']>;

/**
 * One page of the ledger rows behind a figure, in the order of file, sheet and row: exactly those it counts or sums.
 * For a figure computed from others, these are returned (`parts`).
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
  const behind = rowsBehind(figure);
  const source = behind && relation(behind.relation).ledger;
  const none = {
    ...scope,
    figure,
    parts: partsOf(figure, scope),
    columns: [],
    total: 0,
    rows: [],
    next: null,
    baseline: await readBaseline(connection, scope, figure),
  };
  if (!source || !knows(behind.relation, scope.filters)) return none;
  const { where, values } = filterSql(behind.relation, scope.filters, [], behind.day);
  const bound = { ...values, ...(behind.condition.includes('$asOf') && { asOf: scope.asOf }) };
  const condition = `(${where}) AND (${behind.condition})`;
  const [[total] = []] = await run(
    connection,
    `SELECT count(*)::INTEGER FROM ${source.sql} WHERE ${condition}`,
    bound,
  );
  const found = await run(connection, pageSql(source, condition, limit, cursor), bound);
  const contract = programme.columns.filter(({ kind }) => kind === source.kind);
  const page = found.slice(0, limit);
  const [lastFile, lastSheet, lastRow] = page.at(-1) ?? [];
  return {
    ...none,
    columns: source.columns.map(
      (field) => contract.find((column) => column.field === field)?.label ?? JUDGEMENT_LABELS[field] ?? field,
    ),
    total: Number(total),
    rows: page.map((line) => ledgerRow(line, source, unmasked ? null : contract)),
    next: found.length > limit ? `${lastFile}.${lastSheet}.${lastRow}` : null,
  };
}

/** Results of the rules for a payout; not columns of the contract. */
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

/** Figures named in the formula; the goal of a unit is its quota. */
function partsOf(figure: FigureId, { filters }: Scope): RowsAnswer['parts'] {
  const goal = filters.unit || filters.town ? 'quota' : 'target';
  return namedParts(figure).map((part) => (part === 'goal' ? goal : part));
}

/** Rows behind a figure: their relation and condition. */
interface RowsBehind {
  relation: RelationId;
  day: string | undefined;
  condition: string;
}

/**
 * The rows that a figure counts or sums; for a computed one, those that all its measured parts share. Undefined
 * if there is no such single set of rows.
 */
export function rowsBehind(id: FigureId): RowsBehind | undefined {
  const figure = FIGURES[id];
  if (isMeasured(figure)) {
    return relation(figure.relation).ledger && { ...figure, day: figure.day, condition: rowsOf(figure) };
  }
  if (figure.relation) return { relation: figure.relation, day: undefined, condition: 'true' };
  const parts = figure.from.flatMap(figuresOf);
  // Computed parts have their own "why?".
  const isPlain = parts.every((part) => {
    const descriptor = FIGURES[part];
    return isMeasured(descriptor) || (descriptor.from.length === 0 && !descriptor.relation);
  });
  const [first, ...others] = parts
    .filter((part) => isMeasured(FIGURES[part]))
    .flatMap((part) => rowsBehind(part) ?? []);
  const isOne = others.every(
    (rows) => rows.relation === first?.relation && rows.condition === first.condition,
  );
  return isPlain && isOne ? first : undefined;
}

function pageSql(source: RowSource, condition: string, limit: number, cursor: string | undefined): string {
  // The query's schema allows only digits and dots.
  const after = cursor
    ? `AND (file_id, sheet_no, row_no) > (${cursor.split('.').map(Number).join(', ')})`
    : '';
  const columns = source.columns.map((field, index) => `${field}::VARCHAR AS v${index}`).join(', ');
  return `
    WITH page AS (
      SELECT batch_no, file_id, sheet_no, row_no, ${columns}
      FROM ${source.sql} WHERE ${condition} ${after}
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
    source.columns.map((field, index) => [field, values[index] == null ? null : String(values[index])]),
  );
  const masked = masking ? maskRow(cells, masking) : cells;
  return {
    batch: String(batch),
    file: String(file),
    sheet: String(sheet),
    row: Number(row),
    values: source.columns.map((field) => (field in JUDGEMENT_LABELS ? cells[field] : masked[field]) ?? null),
  };
}

/** Totals of the annex among the parts of a figure, which have no ledger rows. */
async function readBaseline(
  connection: DuckDBConnection,
  { asOf, filters }: Scope,
  figure: FigureId,
): Promise<RowsAnswer['baseline']> {
  const descriptor = FIGURES[figure];
  const [annex] = (isMeasured(descriptor) ? [figure] : descriptor.from.flatMap(figuresOf))
    .map((id) => FIGURES[id])
    .filter(isMeasured)
    .filter(({ relation: name }) => name === 'baseline');
  if (!annex || !knows('baseline', filters)) return [];
  const { where, values } = filterSql('baseline', filters, [], annex.day);
  const found = await run(
    connection,
    `SELECT domain, year, completed FROM baseline
     WHERE completed IS NOT NULL AND ${where} AND ${rowsOf(annex)} ORDER BY year, domain`,
    { ...values, asOf },
  );
  return found.map(([name, year, completed]) => ({
    domain: String(name),
    year: Number(year),
    completed: Number(completed),
  }));
}
