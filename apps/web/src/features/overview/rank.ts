import type { TownRow, UnitRow } from '@skill-ledger/contracts';
import type { FigureRow } from '../../why/source.tsx';

/** A unit of either list with its key, and its rank by pace gap; no rank without a quota. */
export type RankedUnit = FigureRow & { name: string; rank: number | undefined };

/** Best pace first; equal gaps share a rank; units without a gap are last, in their original order. */
export function rankUnits(rows: (UnitRow | TownRow)[]): RankedUnit[] {
  const gaps = rows.flatMap(({ paceGap }) => (paceGap === undefined ? [] : [paceGap]));
  return rows
    .map((row) => ({
      ...row,
      name: 'unit' in row ? row.unit : row.town,
      rank: row.paceGap === undefined ? undefined : 1 + gaps.filter((gap) => gap > (row.paceGap ?? 0)).length,
    }))
    .sort((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0);
}
