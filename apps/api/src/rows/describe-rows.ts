import { DIMENSIONS, FILTERS, type RowsQuery } from '@skill-ledger/contracts';

/** The query in words. */
export const filterWords = (query: RowsQuery): string[] =>
  FILTERS.flatMap((name) => {
    const values = query[name];
    return values === undefined || values.length === 0
      ? []
      : [`${DIMENSIONS[name].zh}：${values.join('、')}`];
  });

/** The overview on the same day with the same filters. */
export function viewOf(query: RowsQuery, asOf: string): string {
  const set = FILTERS.flatMap((name): [string, string][] => {
    const values = query[name];
    return values === undefined || values.length === 0 ? [] : [[name, values.join(',')]];
  });
  return `/?${new URLSearchParams([['asOf', asOf], ...set])}`;
}
