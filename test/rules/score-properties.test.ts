import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { exact, least, sumOf } from '../../etl/src/scoring/exact.ts';
import type { Fact, UnitFacts } from '../../etl/src/scoring/facts.ts';
import { measureOf } from '../../etl/src/scoring/measures.ts';
import { spreadWeights } from '../../etl/src/scoring/points.ts';
import type { Scheme } from '../../etl/src/scoring/scheme.ts';
import { parseScheme, readSchemes } from '../../etl/src/scoring/schemes.ts';
import { settleScore } from '../../etl/src/scoring/settle.ts';
import { scoreUnit } from '../../etl/src/scoring/unit-score.ts';
import { PROGRAMME } from '../support/home.ts';
import { calculatedTrace } from '../support/recomputed/calculator.ts';
import { parsed, shown } from '../support/recomputed/fraction.ts';

const [shipped] = (await readSchemes(programmeFolder(PROGRAMME))) as [Scheme];

/** Schemes of the shipped indicators with other weights, targets, directions, cut-offs, caps and deductions. */
const schemes = fc
  .record({
    shares: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 13, maxLength: 13 }),
    targets: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 13, maxLength: 13 }),
    directions: fc.array(fc.constantFrom('more', 'more', 'less', 'exactly'), {
      minLength: 13,
      maxLength: 13,
    }),
    on: fc.boolean(),
  })
  .map(({ shares, targets, directions, on }): Scheme => {
    // Hundredths that add up to 100.
    const sum = shares.reduce((a, b) => a + b, 0);
    const hundredths = shares.map((share) => 1 + Math.floor((share * (10_000 - 13)) / sum));
    hundredths[0] = (hundredths[0] ?? 0) + 10_000 - hundredths.reduce((a, b) => a + b, 0);
    const scheme = {
      ...shipped,
      indicators: shipped.indicators.map((one, at) => ({
        ...one,
        weight: String((hundredths[at] ?? 0) / 100),
        target: String((targets[at] ?? 1) / 100),
        direction: directions[at] ?? 'more',
        zeroAt: undefined,
      })),
      caps: shipped.caps.map((cap) => ({ ...cap, active: on })),
      deductions: shipped.deductions.map((one) => ({ ...one, active: on })),
    };
    return parseScheme(JSON.stringify(scheme), 'generated');
  });

const counts = fc.tuple(fc.nat(3000), fc.nat(2500)).map(
  ([numerator, denominator]): Fact => ({
    numerator: exact(numerator),
    denominator: exact(denominator),
    actual: denominator === 0 ? null : exact(numerator, denominator),
  }),
);
const money = fc
  .tuple(fc.nat(1e9), fc.constantFrom(0, 3, 700, 12_345_678, 1e9), fc.constantFrom(3, 6, 9, 12))
  .map(([fen, budget, twelfths]): Fact => {
    const denominator = exact(budget, 100).mul(exact(twelfths, 12));
    const numerator = exact(fen, 100);
    return { numerator, denominator, actual: denominator.equals(0) ? null : numerator.div(denominator) };
  });
const quarters = fc
  .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 365 })), {
    maxLength: 12,
  })
  .map((list): Fact => {
    const due = list.map(([completed, quota, days], at) => ({
      day: `2020-01-${String(at + 1).padStart(2, '0')}`,
      completed: exact(completed),
      due: exact(quota).mul(exact(days, 365)),
    }));
    const actual =
      due.length === 0
        ? null
        : sumOf(due.map((one) => least(exact(1), one.completed.div(one.due)))).div(due.length);
    return { numerator: exact(0), denominator: exact(actual ? 1 : 0), actual, quarters: due };
  });

const factOf = (id: string): fc.Arbitrary<Fact> => {
  if (id === 'evenProgress') return quarters;
  if (id === 'budgetExecution' || id === 'subsidyAccuracy') return money;
  const { times = 1 } = measureOf(id as Scheme['indicators'][number]['measure']);
  return counts.map((fact) => ({ ...fact, actual: fact.actual?.mul(times) ?? null }));
};
const units = fc
  .record(Object.fromEntries(shipped.indicators.map(({ id }) => [id, factOf(id)])))
  .map(
    (facts): UnitFacts => ({ unit: '佛堂镇', kind: 'town', facts: new Map(Object.entries(facts)), fraud: 0 }),
  );

describe('a score, whatever the scheme and the facts', () => {
  it('spreads weights that add up to 100, exactly', () => {
    fc.assert(
      fc.property(schemes, units, (scheme, { facts }) => {
        const valued = scheme.indicators.map((indicator) => ({
          indicator,
          actual: facts.get(indicator.id)?.actual ?? null,
        }));
        const weights = [...spreadWeights(scheme, valued).values()];
        const applies = valued.some(({ actual }) => actual !== null);
        expect(sumOf(weights).equals(applies ? 100 : 0)).toBe(true);
      }),
    );
  });

  it('gives no points below 0 or above the weight in force, and a total of these sums within 0 and 100', () => {
    fc.assert(
      fc.property(schemes, units, (scheme, unit) => {
        const { indicators, sum, total, levels, adjustments } = scoreUnit(scheme, unit);
        const given = indicators.flatMap(({ points }) => (points === null ? [] : [exact(points)]));
        for (const { points, weightInForce, weight } of indicators) {
          if (points === null) expect(weightInForce).toBe('0.00');
          else {
            expect(Number(points)).toBeGreaterThanOrEqual(0);
            expect(Number(points)).toBeLessThanOrEqual(Number(weightInForce));
            expect(Number(weightInForce)).toBeGreaterThanOrEqual(Number(weight) - 0.005);
          }
        }
        if (given.length === 0) return expect([sum, total]).toEqual([null, null]);
        expect(sumOf(given).equals(sum ?? '-1')).toBe(true);
        expect(sumOf(levels.map(({ points }) => exact(points ?? 0))).equals(sum ?? '-1')).toBe(true);
        const taken = sumOf(adjustments.map(({ points }) => exact(points)));
        expect(
          exact(sum ?? '-1')
            .add(taken)
            .equals(total ?? '-1'),
        ).toBe(true);
        expect(taken.compare(0)).toBeLessThanOrEqual(0);
        expect(Number(total)).toBeGreaterThanOrEqual(0);
        // Each of the points is rounded by itself.
        expect(Number(total)).toBeLessThanOrEqual(100 + 0.005 * given.length);
      }),
    );
  });

  it('does not fall where an indicator gets better', () => {
    const ids = shipped.indicators.map(({ id }) => id).filter((id) => id !== 'evenProgress');
    const pointsOf = (trace: ReturnType<typeof scoreUnit>, id: string): number =>
      Number(trace.indicators.find((one) => one.id === id)?.points);
    fc.assert(
      fc.property(
        schemes,
        units,
        fc.constantFrom(...ids),
        fc.integer({ min: 1, max: 4000 }),
        (scheme, unit, id, more) => {
          const fact = unit.facts.get(id);
          const direction = scheme.indicators.find((one) => one.id === id)?.direction;
          fc.pre(fact?.actual != null && direction !== 'exactly');
          if (!fact?.actual) return;
          const better: Fact = {
            ...fact,
            actual:
              direction === 'more'
                ? fact.actual.add(exact(more, 100))
                : fact.actual.div(exact(100 + more, 100)),
          };
          const [before, after] = [unit, { ...unit, facts: new Map(unit.facts).set(id, better) }].map((one) =>
            scoreUnit({ ...scheme, caps: [], deductions: [] }, one),
          );
          if (!before || !after) return;
          expect(pointsOf(after, id)).toBeGreaterThanOrEqual(pointsOf(before, id));
          expect(Number(after.total)).toBeGreaterThanOrEqual(Number(before.total));
        },
      ),
    );
  });

  it('is what a pocket calculator makes of its trace', () => {
    fc.assert(
      fc.property(schemes, units, (scheme, unit) => {
        for (const { formula, points, actual } of scoreUnit(scheme, unit).indicators) {
          if (points === null) {
            expect(formula).toMatch(/÷ 0 → 不适用$/);
            continue;
          }
          const found = calculatedTrace(formula);
          expect(found.told, formula).toEqual({ actual, points });
          expect(shown(found.actual, 6), formula).toBe(actual);
          expect(shown(found.points, 2), formula).toBe(points);
          expect(parsed(points).n >= 0n).toBe(true);
        }
      }),
    );
  });

  it('stays the same where people settle on the computed points', () => {
    fc.assert(
      fc.property(schemes, units, (scheme, unit) => {
        const trace = scoreUnit(scheme, unit);
        const points = Object.fromEntries(trace.indicators.map((one) => [one.id, one.points]));
        const { sum, total, grade } = settleScore(scheme, trace, points, new Set());
        expect({ sum, total, grade }).toEqual({ sum: trace.sum, total: trace.total, grade: trace.grade });
      }),
    );
  });
});
