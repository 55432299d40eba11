import { FILTERS, type FigureId, type Filters, NOT_HANDED_DOWN, TOWN_LED } from '@skill-ledger/contracts';
import type { FigureSource } from './source.tsx';

/** What a row of an answer is itself about, as filters. */
const ownFilters = (row: object): Filters =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = (row as Record<string, unknown>)[name];
      if (Array.isArray(value)) return [[name, value.map(String)]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, [String(value)]]] : [];
    }),
  );

/** The address of the rows behind a figure on screen; null where they cannot be asked for. */
export function rowsAddress(figure: FigureId, { row, basis }: FigureSource): Record<string, string> | null {
  const own = ownFilters(row);
  // The line says which departments it counts.
  if (own.unit?.includes(TOWN_LED)) delete own.unit;
  const filters = { ...basis.filters, ...own };
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
