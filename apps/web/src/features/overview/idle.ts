import { type FundsAnswer, fenOf, NO_YUAN } from '@skill-ledger/contracts';
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

/** Neither budget nor payment: one line says so, not one for each source. */
export const hasNoMoney = ({
  budget,
  arrived,
  paid,
}: Pick<FundsAnswer['total'], 'budget' | 'arrived' | 'paid'>): boolean =>
  budget === undefined && arrived === undefined && fenOf(paid ?? NO_YUAN) === 0n;
