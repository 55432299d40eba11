import { FILTERS, type FigureId, type Filters } from '@skill-ledger/contracts';
import type { FigureSource } from './source.tsx';

/** The dimensions of a row of an answer, as filters. */
const ownFilters = (row: object): Filters =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = (row as Record<string, unknown>)[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, [String(value)]]] : [];
    }),
  );

/** The address of the rows behind a figure on screen; null if there are none. */
export function rowsAddress(figure: FigureId, { row, basis }: FigureSource): Record<string, string> | null {
  const own = ownFilters(row);
  const filters = { ...basis.filters, ...own };
  // The row of unassigned plans has no ledger rows.
  if (own.unit?.includes('未分解') || own.domain?.includes('未分解')) return null;
  return {
    figure,
    asOf: basis.asOf,
    ...Object.fromEntries(
      FILTERS.flatMap((name) => (filters[name] ? [[name, filters[name].join(',')]] : [])),
    ),
  };
}
