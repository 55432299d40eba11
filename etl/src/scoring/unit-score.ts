import { type ScoreAdjustment, ScoreTheme, type UnitTrace } from '@skill-ledger/contracts';
import { decimal, type Exact, exact, fixed, sumOf, ZERO } from './exact.ts';
import type { Fact, UnitFacts } from './facts.ts';
import { indicatorTrace } from './indicator-trace.ts';
import { type Adjustment, adjustmentsOf, gradeOf, pointsOf, spreadWeights, type Valued } from './points.ts';
import type { Scheme } from './scheme.ts';

/**
 * The score of one unit: a pure function of the scheme and the unit's facts.
 * @param explained indicators with an explanation by the unit
 */
export function scoreUnit(
  scheme: Scheme,
  { unit, kind, facts, fraud }: UnitFacts,
  explained: ReadonlySet<string> = new Set(),
): UnitTrace {
  const valued = scheme.indicators.map((indicator): Valued & { fact: Fact } => {
    const fact = facts.get(indicator.id) ?? { numerator: ZERO, denominator: ZERO, actual: null };
    return { indicator, fact, actual: fact.actual };
  });
  const weights = spreadWeights(scheme, valued);
  const scored = valued.map(({ indicator, fact, actual }) => {
    const weight = weights.get(indicator.id) ?? ZERO;
    // Rated indicators have no points until they are rated.
    const points = actual ? pointsOf(indicator, weight, actual) : weight.equals(0) ? null : ZERO;
    return { indicator, fact, weight, points };
  });
  const applies = scored.some(({ points }) => points !== null);
  const sum = sumOf(scored.map(({ points }) => points ?? ZERO));
  const adjustments = applies ? adjustmentsOf(scheme, sum, valued, explained) : [];
  const total = sum.add(sumOf(adjustments.map(({ points }) => points)));
  const grade = applies ? cappedGrade(scheme, gradeOf(scheme, total), fraud) : null;
  return {
    unit,
    kind,
    total: applies ? fixed(total, 2) : null,
    grade: grade?.name ?? null,
    sum: applies ? fixed(sum, 2) : null,
    fraud,
    levels: scheme.levels.map(({ id }) => {
      const own = scored.filter(({ indicator }) => indicator.level === id);
      return {
        id,
        points: pointsTogether(own),
        weight: decimal(sumOf(own.map(({ indicator }) => exact(indicator.weight)))),
        weightInForce: fixed(sumOf(own.map(({ weight }) => weight)), 2),
      };
    }),
    adjustments: [
      ...adjustments.map((one) => describeAdjustment(scheme, one)),
      ...(grade?.adjustment ? [grade.adjustment] : []),
    ],
    themes: ScoreTheme.options.map((id) => {
      const own = scored.filter(({ indicator }) => indicator.theme === id);
      return { id, points: pointsTogether(own), weight: fixed(sumOf(own.map(({ weight }) => weight)), 2) };
    }),
    rank: null,
    indicators: scored.map(({ indicator, fact, weight, points }) =>
      indicatorTrace(scheme, indicator, fact, weight, points, applies),
    ),
  };
}

/** Null if none of them applies. */
function pointsTogether(scored: { points: Exact | null }[]): string | null {
  const points = scored.flatMap((one) => (one.points === null ? [] : [one.points]));
  return points.length > 0 ? fixed(sumOf(points), 2) : null;
}

/** The grade of a unit with confirmed fraud is limited if the scheme sets a limit. */
export function cappedGrade(
  { fraud, grades }: Scheme,
  grade: string,
  found: number,
): { name: string; adjustment?: ScoreAdjustment } {
  const rank = (name: string): number => grades.findIndex((one) => one.name === name);
  if (!fraud.active || found < fraud.from || rank(grade) >= rank(fraud.atMost)) return { name: grade };
  return {
    name: fraud.atMost,
    adjustment: {
      id: 'fraud',
      kind: 'grade',
      points: '0.00',
      reason: {
        zh: `属实的骗取线索 ${found} 条，等级最高为${fraud.atMost}`,
        en: `${found} confirmed findings of fraud: the grade is at most ${fraud.atMost}`,
      },
    },
  };
}

export function describeAdjustment(scheme: Scheme, { id, kind, points }: Adjustment): ScoreAdjustment {
  const cap = scheme.caps.find((one) => one.id === id);
  const rule = cap ?? scheme.deductions.find((one) => one.id === id);
  const name = scheme.indicators.find((one) => one.id === rule?.indicator)?.name;
  const reason = cap
    ? {
        zh: `${name?.zh} 在 ${cap.from} 至 ${cap.below} 之间，总分最高 ${cap.atMost}`,
        en: `${name?.en} lies between ${cap.from} and ${cap.below}: the total is at most ${cap.atMost}`,
      }
    : {
        zh: `${name?.zh} 达到目标的 ${rule?.from} 倍且未说明，扣分`,
        en: `${name?.en} reaches ${rule?.from} times its target without an explanation`,
      };
  return { id, kind, points: fixed(points, 2), reason };
}
