import {
  type ResultRow,
  type ScoreResults,
  ScoreTheme,
  type ScoreTrace,
  type UnitTrace,
} from '@skill-ledger/contracts';
import { type Exact, exact, fixed, sumOf } from './exact.ts';
import type { Scheme } from './scheme.ts';

/** Number of indicators listed as a unit's largest losses. */
const NAMED = 3;

/** Results of all units, from their scores: ranking, grades, and where points are lost. */
export function resultsOf(scheme: Scheme, { until: _until, units, ...head }: ScoreTrace): ScoreResults {
  const evaluated = units.filter(({ total }) => total !== null);
  const lost = evaluated.flatMap(lostIn);
  return {
    ...head,
    indicators: scheme.indicators.map(({ id, name, theme, weight }) => ({ id, name, theme, weight })),
    units: units.map(resultRow),
    grades: scheme.grades.map(({ name, en }) => ({
      name,
      en,
      units: evaluated.filter(({ grade }) => grade === name).length,
    })),
    notEvaluated: units.length - evaluated.length,
    themes: ScoreTheme.options.map((id) => {
      const own = evaluated.flatMap(({ themes }) =>
        themes.filter((one) => one.id === id && one.points !== null),
      );
      return {
        id,
        points: fixed(sumOf(own.map(({ points }) => exact(points ?? 0))), 2),
        weight: fixed(sumOf(own.map(({ weight }) => exact(weight))), 2),
      };
    }),
    losses: scheme.indicators
      .map(({ id }) => {
        const own = lost.filter((one) => one.id === id);
        return { id, sum: sumOf(own.map((one) => one.lost)), units: own.length };
      })
      .sort((a, b) => b.sum.compare(a.sum))
      .map(({ id, sum, units: count }) => ({ id, lost: fixed(sum, 2), units: count })),
  };
}

const resultRow = (unit: UnitTrace): ResultRow => ({
  unit: unit.unit,
  kind: unit.kind,
  total: unit.total,
  grade: unit.grade,
  rank: unit.rank,
  themes: unit.themes,
  losses: lostIn(unit)
    .slice(0, NAMED)
    .map(({ id, lost }) => ({ id, lost: fixed(lost, 2) })),
});

/** Indicators in which a unit loses points, the largest loss first. */
function lostIn({ indicators }: UnitTrace): { id: string; lost: Exact }[] {
  return indicators
    .flatMap(({ id, points, weightInForce, ratings }) =>
      points === null || ratings ? [] : [{ id, lost: exact(weightInForce).sub(points) }],
    )
    .filter(({ lost }) => lost.compare(0) > 0)
    .sort((a, b) => b.lost.compare(a.lost));
}

/** Units in the order of a ranking: departments, then towns, each by place; those not evaluated last. */
export const inOrder = <U extends Pick<ResultRow, 'kind' | 'rank'>>(units: U[]): U[] => {
  const place = ({ rank }: U): number => rank?.place ?? Number.POSITIVE_INFINITY;
  return ['department', 'town'].flatMap((kind) =>
    units
      .filter((unit) => unit.kind === kind)
      .sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))),
  );
};
