import { FILTERS, type FigureId, type Filters, NOT_HANDED_DOWN, TOWN_LED } from '@skill-ledger/contracts';
import type { FigureSource } from './source.tsx';

/**
 * The dimensions of a row of an answer, as filters. The row of classes led by towns is not a unit; it names the departments it
 * counts.
 */
const ownFilters = (row: object): Filters =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = (row as Record<string, unknown>)[name];
      if (value === TOWN_LED) return [];
      if (Array.isArray(value)) return [[name, value.map(String)]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, [String(value)]]] : [];
    }),
  );

/** Filters of a displayed figure: those of the page and of its row. */
export const filtersOf = ({ row, basis }: FigureSource): Filters => ({
  ...basis.filters,
  ...ownFilters(row),
});

/** The address of the rows behind a displayed figure; null if there is none. */
export function rowsAddress(figure: FigureId, source: FigureSource): Record<string, string> | null {
  const { row, basis } = source;
  const own = ownFilters(row);
  const filters = filtersOf(source);
  // The row of quotas that were not handed down has no ledger rows.
  if (own.unit?.includes(NOT_HANDED_DOWN) || own.domain?.includes(NOT_HANDED_DOWN)) return null;
  return {
    figure,
    asOf: basis.asOf,
    ...Object.fromEntries(
      FILTERS.flatMap((name) => (filters[name] ? [[name, filters[name].join(',')]] : [])),
    ),
  };
}
