import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureId, FigureRowsQuery, RowsAnswer } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { FIGURES, figuresOf, namedParts } from './definitions.ts';
import { isMeasured, type LedgerBehind, rowsOf } from './descriptor.ts';
import { readPage } from './ledger-page.ts';
import { type LinesBehind, readLines } from './programme-lines.ts';
import { type RelationId, relation } from './relations.ts';
import { filterSql, knows, resolveScope, type Scope } from './scope.ts';

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
  const behind = rowsBehind(figure, scope);
  const source = behind && relation(behind.relation).ledger;
  const none = {
    ...scope,
    figure,
    parts: partsOf(figure, scope),
    columns: [],
    total: 0,
    rows: [],
    next: null,
    lines: await readLines(connection, scope, linesBehind(figure, scope)),
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
export function rowsBehind(id: FigureId, scope: Scope): RowsBehind | undefined {
  const figure = FIGURES[id];
  if (isMeasured(figure)) {
    return relation(figure.relation).ledger && behindOf(figure);
  }
  if (figure.ledger) {
    const own = figure.ledger(scope);
    return own && behindOf(own);
  }
  const parts = figure.from.flatMap(figuresOf);
  // Computed parts have their own "why?".
  const isPlain = parts.every((part) => {
    const descriptor = FIGURES[part];
    return isMeasured(descriptor) || (descriptor.from.length === 0 && !descriptor.ledger);
  });
  const [first, ...others] = parts
    .filter((part) => isMeasured(FIGURES[part]))
    .flatMap((part) => rowsBehind(part, scope) ?? []);
  const isOne = others.every(
    (rows) => rows.relation === first?.relation && rows.condition === first.condition,
  );
  return isPlain && isOne ? first : undefined;
}

const behindOf = ({ relation: id, day, where }: LedgerBehind): RowsBehind => ({
  relation: id,
  day,
  condition: rowsOf({ ...(day && { day }), ...(where && { where }) }),
});

/** Lines of the programme's data in a figure: its own, and of a computed one those that a counted part sums. */
function linesBehind(id: FigureId, scope: Scope): LinesBehind[] {
  const figure = FIGURES[id];
  const parts = isMeasured(figure) ? [figure] : figure.from.flatMap(figuresOf).map((part) => FIGURES[part]);
  const summed = parts.filter(isMeasured).filter((part) => knows(part.relation, scope.filters));
  return [...(isMeasured(figure) ? [] : [figure]), ...summed].flatMap(({ lines }) => lines?.(scope) ?? []);
}
