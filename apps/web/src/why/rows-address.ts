import { FILTERS, type FigureId, type Filters, NOT_HANDED_DOWN, TOWN_LED } from '@skill-ledger/contracts';
import type { FigureSource } from './source.tsx';

/** The dimensions of a row of an answer, as filters. Classes led by towns are no unit; their row names the departments it counts. */
const ownFilters = (row: object): Filters =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = (row as Record<string, unknown>)[name];
      if (value === TOWN_LED) return [];
      if (Array.isArray(value)) return [[name, value.map(String)]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, [String(value)]]] : [];
    }),
  );

/** What a figure on screen is narrowed to: the filters of the page, and what its row is about. */
export const filtersOf = ({ row, basis }: FigureSource): Filters => ({
  ...basis.filters,
  ...ownFilters(row),
});

/** The address of the rows behind a figure on screen; null where they cannot be asked for. */
export function rowsAddress(figure: FigureId, source: FigureSource): Record<string, string> | null {
  const { row, basis } = source;
  const own = ownFilters(row);
  const filters = filtersOf(source);
  // A unit that carries what nobody was given has no rows of its own.
  if (own.unit?.includes(NOT_HANDED_DOWN) || own.domain?.includes(NOT_HANDED_DOWN)) return null;
  return {
    figure,
    asOf: basis.asOf,
    ...Object.fromEntries(
      FILTERS.flatMap((name) => (filters[name] ? [[name, filters[name].join(',')]] : [])),
    ),
  };
}
