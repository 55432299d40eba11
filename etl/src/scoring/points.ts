import type { IndicatorTrace, Light } from '@skill-ledger/contracts';
import { ceiling, type Exact, exact, fixed, greatest, sumOf, toHundredth, ZERO } from './exact.ts';
import { measureOf } from './measures.ts';
import type { Indicator, Scheme } from './scheme.ts';

/** An indicator with its actual value; null where it does not apply (不适用), or is rated. */
export interface Valued {
  indicator: Indicator;
  actual: Exact | null;
}

/** Whether the indicator is rated by users instead of computed. */
export const isRated = ({ measure }: Indicator): boolean => measureOf(measure).special === 'qualitative';

/** Indicators that apply: those with an actual value, and, if there are any, those that are rated. */
export const applying = <V extends Valued>(valued: V[]): V[] =>
  valued.some(({ actual }) => actual !== null)
    ? valued.filter(({ indicator, actual }) => actual !== null || isRated(indicator))
    : [];

/**
 * The weight of each indicator after redistribution of those that do not apply: over the others of their first level in
 * proportion to their weights; the whole weight of an empty first level over the other levels likewise (spec 4).
 * @returns exact weights by indicator; 0 if it does not apply, and for all if none does
 */
export function spreadWeights({ levels }: Scheme, valued: Valued[]): Map<string, Exact> {
  const weightOf = (list: Valued[]): Exact => sumOf(list.map(({ indicator }) => exact(indicator.weight)));
  const ofLevel = levels.map(({ id }) => valued.filter(({ indicator }) => indicator.level === id));
  const reaching = new Set(applying(valued));
  const inForce = ofLevel.filter((list) => list.some((one) => reaching.has(one)));
  const all = weightOf(valued);
  const reached = weightOf(inForce.flat());
  const spread = new Map<string, Exact>(valued.map(({ indicator }) => [indicator.id, ZERO]));
  for (const list of inForce) {
    const own = list.filter((one) => reaching.has(one));
    const factor = weightOf(list).div(weightOf(own)).mul(all).div(reached);
    for (const { indicator } of own) spread.set(indicator.id, exact(indicator.weight).mul(factor));
  }
  return spread;
}

/** Share of the weight earned by an actual value, 0 … 1, exact. A negative actual counts as 0. */
export function earnedShare({ direction, target, zeroAt }: Indicator, actual: Exact): Exact {
  const value = greatest(actual, ZERO);
  const goal = exact(target);
  if (direction === 'more') return value.compare(goal) >= 0 ? exact(1) : value.div(goal);
  const beyond = direction === 'less' ? value.sub(goal) : value.sub(goal).abs();
  if (beyond.compare(0) <= 0) return exact(1);
  const width = goal.equals(0) ? exact(zeroAt ?? 1) : goal;
  return greatest(ZERO, exact(1).sub(beyond.div(width)));
}

/** Points of an indicator, rounded half up to 0.01, once. */
export const pointsOf = (indicator: Indicator, weight: Exact, actual: Exact): Exact =>
  toHundredth(weight.mul(earnedShare(indicator, actual)));

/** How far the actual value is from the target (spec 4, "Lights"). */
export function lightOf({ lights }: Scheme, indicator: Indicator, actual: Exact): Light {
  if (indicator.direction !== 'more') {
    const share = earnedShare(indicator, actual);
    return share.equals(1) ? 'green' : share.equals(0) ? 'red' : 'yellow';
  }
  const reached = greatest(actual, ZERO).div(indicator.target);
  if (reached.compare(lights.yellow) < 0) return 'red';
  if (reached.compare(lights.green) < 0) return 'yellow';
  return reached.compare(lights.blue) < 0 ? 'green' : 'blue';
}

/** Whether the target was missed or exceeded so far that the form must explain it (spec 4, "Checks"). */
export function standingOf(
  { checks }: Scheme,
  indicator: Indicator,
  actual: Exact,
): NonNullable<IndicatorTrace['standing']> {
  if (!earnedShare(indicator, actual).equals(1)) return 'short';
  if (indicator.direction !== 'more') return 'reached';
  const reached = actual.div(indicator.target);
  if (reached.compare(checks.explainedFrom) >= 0) return 'farExceeded';
  return reached.compare(checks.flaggedFrom) >= 0 ? 'exceeded' : 'reached';
}

/** The range of points of each rating of an indicator of this weight, in hundredths. */
export const ratingsOf = ({ ratings }: Scheme, weight: Exact): NonNullable<IndicatorTrace['ratings']> =>
  ratings.map(({ name, en, from }, at) => {
    const better = ratings[at - 1];
    const most = better ? ceiling(weight.mul(better.from), 2).sub(exact(1, 100)) : toHundredth(weight);
    return { zh: name, en, least: fixed(ceiling(weight.mul(from), 2), 2), most: fixed(most, 2) };
  });

/** The grade of a total: the best whose least total it reaches. */
export const gradeOf = ({ grades }: Scheme, total: Exact): string =>
  grades.find(({ from }) => total.compare(from) >= 0)?.name ?? grades.at(-1)?.name ?? '';

/** A cap or deduction that applies, and its effect on the total. */
export interface Adjustment {
  id: string;
  kind: 'cap' | 'deduction';
  points: Exact;
}

/**
 * Active caps and deductions of the scheme that apply, in the scheme's order: deductions first, then caps.
 * @param explained indicators with an explanation by the unit
 */
export function adjustmentsOf(
  scheme: Scheme,
  sum: Exact,
  valued: Valued[],
  explained: ReadonlySet<string> = new Set(),
): Adjustment[] {
  const actualOf = (id: string): Valued | undefined => valued.find(({ indicator }) => indicator.id === id);
  let total = sum;
  const adjustments: Adjustment[] = [];
  for (const { id, active, indicator, from, points, unlessExplained } of scheme.deductions) {
    const found = actualOf(indicator);
    if (!active || !found?.actual || (unlessExplained && explained.has(indicator))) continue;
    if (found.actual.compare(exact(from).mul(found.indicator.target)) < 0) continue;
    const next = greatest(ZERO, total.sub(points));
    adjustments.push({ id, kind: 'deduction', points: next.sub(total) });
    total = next;
  }
  for (const { id, active, indicator, from, below, atMost } of scheme.caps) {
    const actual = actualOf(indicator)?.actual;
    if (!active || !actual || actual.compare(from) < 0 || actual.compare(below) >= 0) continue;
    if (total.compare(atMost) <= 0) continue;
    adjustments.push({ id, kind: 'cap', points: exact(atMost).sub(total) });
    total = exact(atMost);
  }
  return adjustments;
}
