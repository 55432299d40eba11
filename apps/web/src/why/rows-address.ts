import { FILTERS, type FigureId, type Filters } from '@skill-ledger/contracts';
import type { FigureSource } from './source.tsx';

/** What a row of an answer is itself about, as filters; null where no filter says it (a year). */
function ownFilters(row: object): Filters | null {
  if ('year' in row) return null;
  const of = (name: 'domain' | 'unit' | 'town' | 'source'): Filters => {
    const value = (row as Record<string, unknown>)[name];
    return typeof value === 'string' ? { [name]: [value] } : {};
  };
  return { ...of('domain'), ...of('unit'), ...of('town'), ...of('source') };
}

/** The address of the rows behind a figure on screen; null where they cannot be asked for. */
export function rowsAddress(figure: FigureId, { row, basis }: FigureSource): Record<string, string> | null {
  const own = ownFilters(row);
  if (own === null) return null;
  const filters = { ...basis.filters, ...own };
  // A unit that carries what nobody was given has no rows of its own.
  if (own.unit?.includes('未分解') || own.domain?.includes('未分解')) return null;
  return {
    figure,
    asOf: basis.asOf,
    ...Object.fromEntries(
      FILTERS.flatMap((name) => (filters[name] ? [[name, filters[name].join(',')]] : [])),
    ),
  };
}
