import type { ScorePreview, ScoreTrace, UnitTrace } from '@skill-ledger/contracts';
import type { Scheme } from './scheme.ts';

/** Scores by a draft beside those by the scheme in force: the units whose points, total and grade would change. */
export function compareSchemes(
  { until: _until, units, ...head }: ScoreTrace,
  draft: ScoreTrace,
  schemes: { now: Scheme; draft: Scheme },
): ScorePreview {
  const names = new Map(
    [...schemes.now.indicators, ...schemes.draft.indicators].map(({ id, name }) => [id, name]),
  );
  const compared = units.map((now) => {
    const then = draft.units.find(({ unit }) => unit === now.unit);
    return {
      unit: now.unit,
      total: { now: now.total, draft: then?.total ?? null },
      grade: { now: now.grade, draft: then?.grade ?? null },
      place: { now: now.rank?.place ?? null, draft: then?.rank?.place ?? null },
      indicators: [...names]
        .map(([id, name]) => ({
          id,
          name,
          points: { now: fieldOf(now, id, 'points'), draft: fieldOf(then, id, 'points') },
          weight: { now: fieldOf(now, id, 'weightInForce'), draft: fieldOf(then, id, 'weightInForce') },
        }))
        .filter(({ points, weight }) => points.now !== points.draft || weight.now !== weight.draft),
    };
  });
  return {
    ...head,
    draft: draft.scheme,
    units: compared,
    changed: {
      totals: compared.filter(({ total }) => total.now !== total.draft).length,
      grades: compared.filter(({ grade }) => grade.now !== grade.draft).length,
    },
  };
}

const fieldOf = (unit: UnitTrace | undefined, id: string, field: 'points' | 'weightInForce'): string | null =>
  unit?.indicators.find((one) => one.id === id)?.[field] ?? null;
