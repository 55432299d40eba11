import type { ScoreMove } from '@skill-ledger/contracts';
import { ceiling, decimal, type Exact, exact, fixed, least, money } from './exact.ts';
import type { Fact, UnitFacts } from './facts.ts';
import { type Lever, measureOf } from './measures.ts';
import type { Indicator, Scheme } from './scheme.ts';
import { scoreUnit } from './unit-score.ts';

/**
 * Changes that would raise a unit's total, the largest effect first: for each indicator below its target, the number of actions
 * of its measure that would reach the target (or double its base if the target is further away), and the total that the scoring
 * function returns for the changed facts. Everything else is unchanged.
 */
export function movesOf(scheme: Scheme, unit: UnitFacts): ScoreMove[] {
  const before = scoreUnit(scheme, unit).total;
  if (before === null) return [];
  return scheme.indicators
    .flatMap((indicator) => {
      const { lever, unit: counted, times = 1 } = measureOf(indicator.measure);
      const fact = unit.facts.get(indicator.id);
      if (!lever || !fact?.actual) return [];
      const count = stepsTo(indicator, fact, lever, times, counted === 'yuan' ? 2 : 0);
      if (count.compare(0) <= 0) return [];
      const after = changed(scheme, unit, indicator, lever, count);
      const { total, grade } = scoreUnit(scheme, after);
      const own = after.facts.get(indicator.id);
      const text = counted === 'yuan' ? money : decimal;
      if (total === null || grade === null || !own) return [];
      return [
        {
          indicator: indicator.id,
          count: text(count),
          text: lever.text,
          points: fixed(exact(total).sub(before), 2),
          numerator: text(own.numerator),
          denominator: text(own.denominator),
          total,
          grade,
        },
      ];
    })
    .filter(({ points }) => exact(points).compare(0) > 0)
    .sort((a, b) => exact(b.points).compare(a.points));
}

/** Steps up to the target, rounded up to whole persons or fen; at most as many as the base has. */
function stepsTo(
  { direction, target }: Indicator,
  { numerator, denominator }: Fact,
  lever: Lever,
  times: number,
  decimals: number,
): Exact {
  const goal = exact(target).div(times);
  const missing = goal.mul(denominator).sub(numerator).mul(lever.numerator);
  if (direction === 'exactly' || missing.compare(0) <= 0) return exact(0);
  if (lever.denominator === 0) return ceiling(missing, decimals);
  // Each step also adds to the base, so that no number of steps reaches a target of 100 %.
  const closing = exact(1).sub(goal);
  if (closing.compare(0) <= 0) return denominator;
  return least(ceiling(missing.div(closing), decimals), denominator);
}

/** The unit's facts after this many steps. */
function changed(
  { indicators }: Scheme,
  unit: UnitFacts,
  indicator: Indicator,
  lever: Lever,
  count: Exact,
): UnitFacts {
  const facts = new Map(unit.facts);
  const step = ({ id, measure }: Indicator, numerator: Exact, denominator: Exact): void => {
    const fact = facts.get(id);
    if (!fact?.actual) return;
    const next = { numerator: fact.numerator.add(numerator), denominator: fact.denominator.add(denominator) };
    const actual = next.numerator.div(next.denominator).mul(measureOf(measure).times ?? 1);
    facts.set(id, { ...fact, ...next, actual });
  };
  step(indicator, count.mul(lever.numerator), count.mul(lever.denominator));
  for (const other of indicators) {
    if (lever.also?.includes(other.measure)) step(other, count, exact(0));
  }
  return { ...unit, facts };
}
