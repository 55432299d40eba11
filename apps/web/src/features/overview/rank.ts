import type { TownRow, UnitRow } from '@skill-ledger/contracts';
import type { FigureRow } from '../../why/source.tsx';

/** A unit of either list under one key, with its place by pace gap; no place where it has no quota. */
export type RankedUnit = FigureRow & { name: string; rank: number | undefined };

/** Best pace first; equal gaps share a place; units without a gap stand last, in their own order. */
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
