import type { FigureValues } from '@skill-ledger/contracts';

/** 滞后 or 严重滞后. */
export const isLagging = ({ pace }: FigureValues): boolean => pace === '滞后' || pace === '严重滞后';

/** The row furthest behind time (or least ahead); undefined where none is measured. */
export function lowestGap<R extends FigureValues>(rows: R[]): (R & { paceGap: number }) | undefined {
  const measured = rows.filter((row): row is R & { paceGap: number } => row.paceGap !== undefined);
  return measured.toSorted((a, b) => a.paceGap - b.paceGap)[0];
}
