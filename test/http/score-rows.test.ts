import { FindingsAnswer, RowsAnswer, ScoreTrace } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let office = '';
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  office = await cookieOf(test.home, 'office');
  await confirmHighFindings();
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, cookie = office) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } });
const rows = async (query: string, cookie = office): Promise<RowsAnswer> =>
  RowsAnswer.parse((await get(`rows?${query}`, cookie)).json());

/** Decides some high findings of the classes of 2021 as 属实, several about one class among them. */
async function confirmHighFindings(): Promise<void> {
  const { rows: found } = FindingsAnswer.parse((await get('findings?severity=high&limit=200')).json());
  const chosen = found.filter(({ classId }) => classId !== null).slice(0, 60);
  expect(chosen.length).toBeGreaterThan(10);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/findings/changes',
    headers: { cookie: office },
    payload: {
      ids: chosen.map(({ id }) => id),
      change: { status: 'confirmed' },
      seen: Object.fromEntries(chosen.map(({ id, version }) => [id, version])),
    },
  });
  expect(answer.statusCode).toBe(204);
}

/** All rows of one side of an indicator, page after page. */
async function all(query: string): Promise<RowsAnswer[]> {
  const pages: RowsAnswer[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: RowsAnswer = await rows(`${query}&limit=500${next && `&cursor=${next}`}`);
    pages.push(page);
    next = page.next;
  }
  return pages;
}

const COUNTED = [
  'taskCompletion.numerator',
  'passRate.numerator',
  'passRate.denominator',
  'certificateRate.numerator',
  'certificateRate.denominator',
  'filedInTime.numerator',
  'filedInTime.denominator',
  'paidInTime.numerator',
  'paidInTime.denominator',
  'keyGroups.numerator',
  'keyGroups.denominator',
  'skilledUpgrade.numerator',
  'skilledUpgrade.denominator',
  'traceable.numerator',
  'traceable.denominator',
  'violations.numerator',
  'violations.denominator',
  'satisfaction.numerator',
  'satisfaction.denominator',
];
const SUMMED: Record<string, string> = {
  'budgetExecution.numerator': '发放金额',
  'budgetExecution.denominator': '预算金额',
  'taskCompletion.denominator': '任务数',
  'subsidyAccuracy.denominator': '发放金额',
};

describe('the rows behind an indicator', () => {
  it.each([
    ['经信局', '2021', ''],
    ['佛堂镇', '2021H1', '&asOf=2021-05-15'],
    ['农业农村局', '2019-2021', ''],
  ])('are as many as it counts: %s, %s', async (unit, period, day) => {
    const scope = `period=${period}&unit=${unit}${day}`;
    const [score] = ScoreTrace.parse((await get(`scores/trace?${scope}`)).json()).units;
    for (const name of COUNTED) {
      const [id = '', part = ''] = name.split('.');
      const one = score?.indicators.find((indicator) => indicator.id === id);
      const { total } = await rows(`indicator=${id}&part=${part}&${scope}`);
      const value = one?.[part as 'numerator' | 'denominator'];
      if (id === 'traceable' && one?.actual === null) continue;
      expect(`${name} ${total}`).toBe(`${name} ${value}`);
    }
  });

  it.each([
    ['经信局', '2021'],
    ['农业农村局', '2020'],
  ])('of money and quotas add up to it: %s, %s', async (unit, period) => {
    const scope = `period=${period}&unit=${unit}`;
    const [score] = ScoreTrace.parse((await get(`scores/trace?${scope}`)).json()).units;
    for (const [name, column] of Object.entries(SUMMED)) {
      const [id = '', part = ''] = name.split('.');
      const one = score?.indicators.find((indicator) => indicator.id === id);
      const pages = await all(`indicator=${id}&part=${part}&${scope}`);
      const at = pages[0]?.columns.indexOf(column) ?? -1;
      const cents = pages
        .flatMap((page) => page.rows)
        .reduce((sum, { values }) => sum + Math.round(Number(values[at]) * 100), 0);
      const value = Number(one?.[part as 'numerator' | 'denominator']);
      expect(`${name} ${cents}`).toBe(`${name} ${Math.round(value * 100)}`);
    }
  });

  it('are told once each, several findings about one class apart', async () => {
    const query = 'indicator=violations&period=2019-2021';
    const { units } = ScoreTrace.parse((await get('scores/trace?period=2019-2021')).json());
    const counts = units.map(({ unit, indicators }) => ({
      unit,
      found: Number(indicators.find(({ id }) => id === 'violations')?.numerator),
    }));
    const most = counts.sort((a, b) => b.found - a.found)[0];
    expect(most?.found).toBeGreaterThan(3);
    const found: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: RowsAnswer = await rows(`${query}&unit=${most?.unit}&limit=2${next && `&cursor=${next}`}`);
      found.push(...page.rows.map((row) => JSON.stringify(row)));
      next = page.next;
    }
    expect(found).toHaveLength(most?.found ?? 0);
  });

  it('are masked, and those of its own unit only for a unit', async () => {
    const cookie = await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
    const { body } = await get('rows?indicator=taskCompletion&period=2021&limit=500', cookie);
    expect(JSON.parse(body).total).toBeGreaterThan(0);
    expect(body).not.toMatch(/\d{17}[\dX]/);
    const other = await get('rows?indicator=taskCompletion&period=2021&unit=义亭镇', cookie);
    expect(other.statusCode).toBe(403);
  });

  it('are downloaded whole once a purpose is stated', async () => {
    const query = 'indicator=passRate&part=denominator&period=2021&unit=佛堂镇';
    expect((await get(`rows.csv?${query}`)).statusCode).toBe(403);
    const auditor = await cookieOf(test.home, 'auditor', { purpose: '年度审计' });
    const csv = await get(`rows.csv?${query}`, auditor);
    const { total } = await rows(query);
    expect(csv.body.trim().split('\n')).toHaveLength(total + 1);
  });

  it.each([
    ['indicator=passRate&period=2021', 'unit'],
    ['indicator=nothing&period=2021&unit=佛堂镇', 'passRate'],
    ['indicator=passRate&period=2022&unit=佛堂镇', '2021'],
    ['indicator=passRate&period=2021&unit=气象局', '气象局'],
    ['period=2021', 'indicator'],
  ])('are refused for %s, saying what is missing', async (query, known) => {
    const answer = await get(`rows?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(known);
  });
});
