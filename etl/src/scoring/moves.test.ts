import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programmeFolder } from '../programme/load.ts';
import { exact } from './exact.ts';
import type { Fact, UnitFacts } from './facts.ts';
import { measureOf } from './measures.ts';
import { movesOf } from './moves.ts';
import type { Scheme } from './scheme.ts';
import { readSchemes } from './schemes.ts';
import { scoreUnit } from './unit-score.ts';

const [scheme] = (await readSchemes(programmeFolder('yiwu-2019-2021'))) as [Scheme];

const fact = (numerator: number, denominator: number, times = 1): Fact => ({
  numerator: exact(numerator),
  denominator: exact(denominator),
  actual: denominator === 0 ? null : exact(numerator, denominator).mul(times),
});
const unitOf = (facts: Record<string, Fact>): UnitFacts => ({
  unit: '佛堂镇',
  kind: 'town',
  facts: new Map(Object.entries(facts)),
  fraud: 0,
});

describe('what moves a score', () => {
  it('is told in the steps that reach the target, and with the points they bring', () => {
    // 15 × 80 ÷ 100 = 12.00 of 15; the weights of all other indicators go to this one: 80 → 100.
    const [move, ...others] = movesOf(scheme, unitOf({ taskCompletion: fact(80, 100) }));
    expect(others).toEqual([]);
    expect(move).toMatchObject({
      indicator: 'taskCompletion',
      count: '20',
      numerator: '100',
      denominator: '100',
      points: '20.00',
      total: '100.00',
      grade: '优',
    });
  });

  it('takes whole persons, rounded up, and widens the base where a step does', () => {
    // (30 + x) ÷ (100 + x) ≥ 0.4 from x = 16.67 on.
    const [move] = movesOf(scheme, unitOf({ keyGroups: fact(30, 100) }));
    expect(move).toMatchObject({ indicator: 'keyGroups', count: '17', numerator: '47', denominator: '117' });
  });

  it('doubles the base at most where a target is out of reach', () => {
    const [move] = movesOf(scheme, unitOf({ filedInTime: fact(2, 10) }));
    expect(move).toMatchObject({ indicator: 'filedInTime', count: '10', numerator: '12', denominator: '20' });
  });

  it('is nothing at the target, and nothing for a unit that is not evaluated', () => {
    expect(movesOf(scheme, unitOf({ taskCompletion: fact(100, 100) }))).toEqual([]);
    expect(movesOf(scheme, unitOf({}))).toEqual([]);
  });

  it('is the score of the changed facts, whatever the facts, most first', () => {
    const facts = fc.record(
      Object.fromEntries(
        scheme.indicators
          .filter(({ measure }) => measure !== 'evenProgress')
          .map(({ id, measure }) => [
            id,
            fc
              .tuple(fc.nat(400), fc.nat(400))
              .map(([part, whole]) =>
                fact(
                  measure === 'taskCompletion' || measure === 'violations' ? part : Math.min(part, whole),
                  whole,
                  measureOf(measure).times,
                ),
              ),
          ]),
      ),
    );
    fc.assert(
      fc.property(facts, (known) => {
        const unit = unitOf(known);
        const before = exact(scoreUnit(scheme, unit).total ?? 0);
        const moves = movesOf(scheme, unit);
        const points = moves.map((move) => Number(move.points));
        expect(points).toEqual(points.toSorted((a, b) => b - a));
        for (const { indicator, numerator, denominator, total, grade, points: more } of moves) {
          const { measure } = scheme.indicators.find(({ id }) => id === indicator) ?? { measure: 'passRate' };
          const changed = new Map(unit.facts);
          const set = (id: string, [over, under]: [string, string]): void => {
            const own = scheme.indicators.find((one) => one.id === id);
            const times = own ? measureOf(own.measure).times : 1;
            changed.set(id, {
              numerator: exact(over),
              denominator: exact(under),
              actual: exact(over)
                .div(under)
                .mul(times ?? 1),
            });
          };
          set(indicator, [numerator, denominator]);
          const task = unit.facts.get('taskCompletion');
          if (measure === 'keyGroups' && task?.actual) {
            const steps = exact(numerator).sub(unit.facts.get('keyGroups')?.numerator ?? 0);
            set('taskCompletion', [task.numerator.add(steps).toString(), task.denominator.toString()]);
          }
          const after = scoreUnit(scheme, { ...unit, facts: changed });
          expect([after.total, after.grade]).toEqual([total, grade]);
          expect(exact(total).sub(before).equals(more)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
