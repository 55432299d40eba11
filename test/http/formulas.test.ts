import {
  DomainsAnswer,
  type FigureId,
  type FigureValues,
  FundsAnswer,
  ProgrammeAnswer,
  ProgressAnswer,
  RatiosAnswer,
  UnitsAnswer,
} from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { cookieOf } from '../support/access.ts';
import { calculate, fraction, rounded, roundedUp } from '../support/arithmetic.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
let figures: ProgrammeAnswer['figures'];
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookie = await cookieOf(test.home, 'leader');
  figures = ProgrammeAnswer.parse(await get('programme')).figures;
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = async (path: string) =>
  (await app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } })).json();

/** Every row of figures that the pages show. */
async function rowsOf(scope: string): Promise<FigureValues[]> {
  const units = UnitsAnswer.parse(await get(`progress/units?${scope}`));
  const funds = FundsAnswer.parse(await get(`funds?${scope}`));
  const { current } = RatiosAnswer.parse(await get(`ratios?${scope}`));
  return [
    ProgressAnswer.parse(await get(`progress?${scope}`)).total,
    ...DomainsAnswer.parse(await get(`progress/domains?${scope}`)).domains,
    // The unassigned part is not a row of figures.
    ...units.units.filter(({ unit }) => unit !== '未分解'),
    ...units.towns,
    funds.total,
    ...funds.sources,
    ...funds.years,
    ...(current ? [current] : []),
  ];
}

/** Formulas that are not arithmetic: their figures count rows, compare, or use a named method. */
const IN_WORDS: FigureId[] = ['persons', 'passed', 'failed', 'certified', 'pace'];
/** An optional part of a figure, with the value 0. */
const OPTIONAL = ['baseline', 'yearBaseline'];

const numberOf = (value: FigureValues[FigureId]): string | undefined =>
  typeof value === 'object' ? String(value.value) : value === undefined ? undefined : String(value);

/** The formula with the values of a row, as in "why?". */
function filled(formula: string, row: FigureValues): string {
  const [arithmetic = ''] = formula.split('，');
  return arithmetic.replace(/\{(\w+)\}/g, (_, id: string) => {
    const value = id === 'goal' ? (row.target ?? row.quota) : numberOf(row[id as FigureId]);
    if (value === undefined && !OPTIONAL.includes(id)) throw new Error(`${formula}: {${id}} has no value`);
    return `{${value ?? 0}}`;
  });
}

const DECIMALS: Partial<Record<string, number>> = { fraction: 6, points: 4, yuan: 2 };

function recompute(id: FigureId, row: FigureValues): bigint {
  const { formula, unit } = figures[id] ?? expect.fail(id);
  const plain = calculate(filled(formula.zh, row));
  // Shares are printed as percentages, so that their difference is in percentage points.
  const result = unit === 'points' ? { ...plain, over: plain.over * 100n } : plain;
  if (!formula.zh.includes('向上取整')) return rounded(result, DECIMALS[unit] ?? 0);
  const up = roundedUp(result);
  return up < 0n ? 0n : up;
}

const SCOPES = [
  'asOf=2021-06-30',
  'asOf=2019-12-31',
  'asOf=2021-12-31&domain=生活服务,产业服务',
  'asOf=2020-09-15&unit=农业农村局',
  'asOf=2021-06-30&mode=创业培训',
];

describe('a formula with its values', () => {
  it.each(SCOPES)('gives the figure, in every row of every page: %s', async (scope) => {
    let recomputed = 0;
    for (const row of await rowsOf(scope)) {
      for (const [id, { formula, unit }] of Object.entries(figures) as [
        FigureId,
        NonNullable<ProgrammeAnswer['figures'][FigureId]>,
      ][]) {
        const value = numberOf(row[id]);
        if (value === undefined || !formula.zh.includes('{') || IN_WORDS.includes(id)) continue;
        if (value === '已完成') expect(row.completed).toBeGreaterThanOrEqual(row.target ?? row.quota ?? 0);
        else if (value === '已到期') expect(row.monthsLeft).toBe(0);
        else {
          const printed = rounded(fraction(value), DECIMALS[unit] ?? 0);
          expect([id, filled(formula.zh, row), recompute(id, row)]).toEqual([id, expect.anything(), printed]);
        }
        recomputed += 1;
      }
    }
    expect(recomputed).toBeGreaterThan(30);
  });

  it('gives the pace by its three thresholds', async () => {
    for (const { pace, paceGap, paceAhead, paceOnTrack, paceBehind } of await rowsOf('asOf=2021-06-30')) {
      if (pace === undefined || paceGap === undefined) continue;
      const steps = [
        ['领先', paceAhead],
        ['正常', paceOnTrack],
        ['滞后', paceBehind],
      ] as const;
      const reached = steps.find(([, bound]) => paceGap >= (bound ?? expect.fail()));
      expect(pace).toBe(reached?.[0] ?? '严重滞后');
    }
  });

  it('names figures only, each with its own definition and clause', () => {
    const known = Object.keys(figures);
    for (const [id, { formula, clause }] of Object.entries(figures)) {
      const named = [...formula.zh.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
      expect([id, [...formula.en.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)]).toEqual([id, named]);
      expect([...known, 'goal']).toEqual(expect.arrayContaining(named));
      expect(clause).not.toBe('');
    }
  });
});
