import type { SchemeFrame, ScoreAdjustment, UnitTrace } from '@skill-ledger/contracts';
import { type Exact, exact, fixed, sumOf } from './exact.ts';
import { measureOf } from './measures.ts';
import { adjustmentsOf, gradeOf } from './points.ts';
import type { Scheme } from './scheme.ts';
import { cappedGrade, describeAdjustment } from './unit-score.ts';

interface Settled {
  sum: string | null;
  total: string | null;
  grade: string | null;
  adjustments: ScoreAdjustment[];
}

/**
 * Total and grade of reviewed points, with the scheme's caps and deductions.
 * @param points by indicator, decimal texts
 * @param explained indicators with an explanation by the unit
 */
export function settleScore(
  scheme: Scheme,
  trace: UnitTrace,
  points: Record<string, string | null>,
  explained: ReadonlySet<string>,
): Settled {
  if (trace.total === null) return { sum: null, total: null, grade: null, adjustments: [] };
  const sum = sumOf(Object.values(points).map((one) => exact(one ?? 0)));
  const valued = scheme.indicators.map((indicator) => ({
    indicator,
    actual: actualOf(
      trace.indicators.find(({ id }) => id === indicator.id),
      measureOf(indicator.measure).times,
    ),
  }));
  const adjustments = adjustmentsOf(scheme, sum, valued, explained);
  const total = sum.add(sumOf(adjustments.map((one) => one.points)));
  const grade = cappedGrade(scheme, gradeOf(scheme, total), trace.fraud);
  return {
    sum: fixed(sum, 2),
    total: fixed(total, 2),
    grade: grade.name,
    adjustments: [
      ...adjustments.map((one) => describeAdjustment(scheme, one)),
      ...(grade.adjustment ? [grade.adjustment] : []),
    ],
  };
}

/** The actual value of a trace: exact if it is a single fraction. */
function actualOf(one: UnitTrace['indicators'][number] | undefined, times = 1): Exact | null {
  if (!one || one.actual === null) return null;
  if (one.numerator === null || one.denominator === null) return exact(one.actual);
  return exact(one.numerator).div(one.denominator).mul(times);
}

/** The part of its scheme that a form keeps, beside names and weights. */
export function frameOf({ id, name, checks, levels, indicators, reviewers }: Scheme): SchemeFrame {
  const bureaus = [...new Set(indicators.map(({ reviewer }) => reviewer))];
  return {
    id,
    name,
    checks,
    levels,
    execution: indicators.find(({ measure }) => measure === 'budgetExecution')?.id ?? null,
    // The office acts for a bureau without its own accounts.
    reviewers: bureaus.map((bureau) => ({ bureau, role: reviewers[bureau] ?? 'office' })),
  };
}
