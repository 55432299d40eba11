import type { FigureRow } from '../../why/source.tsx';

const isIdle = ({ target, quota, enrolled, completed, paid, budget }: FigureRow): boolean =>
  target === undefined &&
  quota === undefined &&
  [enrolled, completed, paid, budget].every((value) => Number(value ?? 0) === 0);

/**
 * Rows that say more than that nothing was handed down, and those that do not: these are named in one line. A single one
 * takes no more room as a row.
 */
export function withoutIdle<R extends FigureRow>(rows: R[]): { shown: R[]; idle: R[] } {
  const idle = rows.filter(isIdle);
  return idle.length > 1 ? { shown: rows.filter((row) => !isIdle(row)), idle } : { shown: rows, idle: [] };
}
