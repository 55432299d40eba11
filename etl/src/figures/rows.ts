import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureId, FigureRowsQuery, RowsAnswer } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { FIGURES, figuresOf, namedParts } from './definitions.ts';
import { isMeasured, rowsOf } from './descriptor.ts';
import { readPage } from './ledger-page.ts';
import { type RelationId, relation } from './relations.ts';
import { filterSql, knows, resolveScope, rows as run, type Scope } from './scope.ts';

/**
 * One page of the ledger rows behind a figure, in the order of file, sheet and row: exactly those it counts or sums.
 * For a figure computed from others, these are returned (`parts`).
 * @param unmasked shows personal values as they are
 * @throws UnknownFilterValue
 */
export async function readRows(
  connection: DuckDBConnection,
  programme: Pick<Programme, 'columns'>,
  { figure, limit, cursor, ...query }: FigureRowsQuery,
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
  const page = { source, condition, values: bound, limit, cursor };
  return { ...none, ...(await readPage(connection, programme, page, unmasked)) };
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

/** The annex' totals among what a figure is computed from, of which no row is known. */
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
