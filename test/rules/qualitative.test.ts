import { describe, expect, it } from 'vitest';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { officialForm } from '../../etl/src/reports/official-form.ts';
import { exact, fixed } from '../../etl/src/scoring/exact.ts';
import type { Fact, UnitFacts } from '../../etl/src/scoring/facts.ts';
import { spreadWeights } from '../../etl/src/scoring/points.ts';
import { resultsOf } from '../../etl/src/scoring/results.ts';
import type { Scheme } from '../../etl/src/scoring/scheme.ts';
import { parseScheme, readSchemes } from '../../etl/src/scoring/schemes.ts';
import { documentOf } from '../../etl/src/scoring/score.ts';
import { settleScore } from '../../etl/src/scoring/settle.ts';
import { scoreUnit } from '../../etl/src/scoring/unit-score.ts';

const [shipped] = (await readSchemes(programmeFolder('yiwu-2019-2021'))) as [Scheme];

/** The shipped scheme with 4 points for a qualitative indicator, taken from 重点群体占比. */
const scheme = parseScheme(
  JSON.stringify({
    ...shipped,
    indicators: shipped.indicators.flatMap((one) =>
      one.id === 'keyGroups'
        ? [
            { ...one, weight: '4' },
            {
              ...one,
              id: 'publicity',
              name: { zh: '政策宣传', en: 'Publicity' },
              measure: 'qualitative',
              parameters: {},
              weight: '4',
              target: '1',
            },
          ]
        : [one],
    ),
  }),
  'rated',
);
const fact = (numerator: number, denominator: number): Fact => ({
  numerator: exact(numerator),
  denominator: exact(denominator),
  actual: exact(numerator, denominator),
});
const unitOf = (facts: Record<string, Fact>): UnitFacts => ({
  unit: '佛堂镇',
  kind: 'town',
  facts: new Map(Object.entries(facts)),
  fraud: 0,
});
const unit = unitOf({ keyGroups: fact(4, 10), passRate: fact(9, 10), violations: fact(0, 10) });
const scores = {
  ...{ period: '2021', from: '2021-01-01', to: '2021-12-31', asOf: '2021-12-31', until: '2021-12-31' },
  ...{ snapshot: '1', scheme: scheme.id },
  units: [scoreUnit(scheme, unit)],
};

describe('a qualitative indicator of a scheme', () => {
  const [trace] = scores.units;
  const own = trace?.indicators.find(({ id }) => id === 'publicity');

  it('keeps its weight, gains that of others, and has no computed points', () => {
    // Of 30 points of 效益, 14 are in force: 4, 4 and 6; of 100, 80 (产出 50, 效益 30).
    const weights = spreadWeights(
      scheme,
      scheme.indicators.map((indicator) => ({
        indicator,
        actual: unit.facts.get(indicator.id)?.actual ?? null,
      })),
    );
    expect(weights.get('publicity')?.equals(exact(4 * 30 * 100, 14 * 80))).toBe(true);
    expect(own).toMatchObject({
      weightInForce: '10.71',
      actual: null,
      numerator: null,
      light: null,
      note: null,
    });
    const printed = documentOf(scores).units[0]?.indicators.find(({ id }) => id === 'publicity');
    expect(printed).toMatchObject({ points: null, weightInForce: '10.71', denominator: null });
    expect(own?.formula).toContain('达成 8.58–10.71，部分达成 6.43–8.57，未达成 0.00–6.42');
  });

  it('is worth what its rating is: up to the hundredth below the better one', () => {
    expect(own?.ratings?.map(({ zh, least, most }) => [zh, least, most])).toEqual([
      ['达成', '8.58', '10.71'],
      ['部分达成', '6.43', '8.57'],
      ['未达成', '0.00', '6.42'],
    ]);
  });

  it('leaves the computed total at what the ledgers give, and is no loss', () => {
    const rest = trace?.indicators.filter(({ id }) => id !== 'publicity') ?? [];
    const sum = rest.reduce((all, { points }) => all.add(points ?? 0), exact(0));
    expect(trace?.total).toBe(fixed(sum, 2));
    expect(resultsOf(scheme, scores).losses.find(({ id }) => id === 'publicity')).toMatchObject({ units: 0 });
  });

  it('counts with the points people settle on', () => {
    if (!trace) throw new Error('no score');
    const points = Object.fromEntries(trace.indicators.map((one) => [one.id, one.points]));
    const settled = settleScore(scheme, trace, { ...points, publicity: '10.71' }, new Set());
    expect(exact(settled.total ?? 0).equals(exact(trace.total ?? 0).add('10.71'))).toBe(true);
  });

  it('evaluates no unit of which the ledgers know nothing', () => {
    const { total, indicators } = scoreUnit(scheme, unitOf({}));
    expect(total).toBeNull();
    expect(indicators.find(({ id }) => id === 'publicity')).toMatchObject({
      points: null,
      weightInForce: '0.00',
    });
  });

  it('stands in the official form with its rating, once it is rated', () => {
    if (!trace) throw new Error('no score');
    const none = { budget: '0.00', paid: '0.00' };
    const funds = { appropriation: none, carriedOver: none, other: none };
    const content = { project: '项目', scores, unit: trace, scheme, funds };
    const words = (texts = {}): string[] => officialForm({ ...content, texts }).cells.map(({ text }) => text);
    expect(words()).toContain('待评定');
    expect(words({ points: { publicity: '7' } })).toContain('部分达成');
  });

  it('needs ratings, each below the one before it', () => {
    const faulty = (ratings: unknown) => () => parseScheme(JSON.stringify({ ...scheme, ratings }), 'x.json');
    expect(faulty([])).toThrow('qualitative indicators need ratings');
    expect(faulty([{ name: '达成', en: 'x', from: '0.8' }])).toThrow('ratings.0.from');
    expect(
      faulty([
        { name: '达成', en: 'x', from: '0.6' },
        { name: '未达成', en: 'y', from: '0.6' },
      ]),
    ).toThrow('ratings.1.from');
  });
});
