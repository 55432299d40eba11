import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { type FigureValues, ProgressAnswer, RowsAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
let auditor = '';
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookie = await cookieOf(test.home, 'leader');
  auditor = await cookieOf(test.home, 'auditor', { purpose: '年度审计' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, whose = cookie) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie: whose } });
const rows = async (query: string): Promise<RowsAnswer> =>
  RowsAnswer.parse((await get(`rows?${query}`)).json());
const figures = async (query: string): Promise<FigureValues> =>
  ProgressAnswer.parse((await get(`progress?${query}`)).json()).total;

/** All rows of a figure, page after page. */
async function all(query: string): Promise<RowsAnswer['rows']> {
  const found: RowsAnswer['rows'] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: RowsAnswer = await rows(`${query}&limit=500${next && `&cursor=${next}`}`);
    found.push(...page.rows);
    next = page.next;
  }
  return found;
}

const COUNTED = [
  'enrolled',
  'completedRecords',
  'coveredByBaseline',
  'passed',
  'failed',
  'certified',
  'yearCompleted',
] as const;
const SCOPES = [
  'asOf=2021-06-30',
  'asOf=2020-03-31',
  'asOf=2021-12-31&domain=生活服务,产业服务',
  'asOf=2021-12-31&unit=义亭镇',
  'asOf=2021-12-31&unit=科协&mode=创业培训',
];

describe('the rows behind a figure', () => {
  it.each(SCOPES)('are as many as it counts: %s', async (scope) => {
    const total = await figures(scope);
    for (const figure of COUNTED) {
      expect([figure, (await rows(`figure=${figure}&${scope}`)).total]).toEqual([figure, total[figure]]);
    }
    const completed = await rows(`figure=completed&${scope}`);
    const baseline = completed.lines.reduce((sum, line) => sum + Number(line.value), 0);
    expect(completed.total + baseline).toBe(total.completed);
  });

  it('of money add up to it, to the fen', async () => {
    const scope = 'asOf=2021-06-30&unit=农业农村局';
    const total = await figures(scope);
    for (const [figure, column] of [
      ['paid', '发放金额'],
      ['budget', '预算金额'],
      ['arrived', '到位金额'],
    ] as const) {
      const { columns } = await rows(`figure=${figure}&${scope}`);
      const at = columns.indexOf(column);
      const fen = (await all(`figure=${figure}&${scope}`)).reduce(
        (sum, { values }) => sum + BigInt((values[at] ?? '').replace('.', '')),
        0n,
      );
      expect(`${figure} ${fen}`).toBe(`${figure} ${total[figure]?.replace('.', '')}`);
    }
  });

  it('of a quota are its ledger lines', async () => {
    const { total } = ProgressAnswer.parse((await get('progress?unit=科协&asOf=2021-12-31')).json());
    const lines = await all('figure=quota&unit=科协&asOf=2021-12-31');
    expect(lines.reduce((sum, { values }) => sum + Number(values[3]), 0)).toBe(total.quota);
  });

  it.each(SCOPES)(
    'lead from every figure to others, to ledger rows or to lines of the programme: %s',
    async (scope) => {
      const total = await figures(scope);
      const ends = Object.entries(total).filter(
        ([id, value]) => id !== 'absent' && value !== 0 && value !== '0.00',
      );
      for (const [figure] of ends) {
        const answer = await get(`rows?figure=${figure}&${scope}`);
        expect([figure, answer.json()]).toEqual([
          figure,
          expect.objectContaining({ asOf: expect.anything() }),
        ]);
        const { parts, total: counted, lines } = RowsAnswer.parse(answer.json());
        const opens = parts.filter((part) => total[part] !== undefined).length + counted + lines.length;
        // The number of months of a mean is a constant; the forecast's method stands beside it.
        if (!['recentMonths', 'expected'].includes(figure))
          expect([figure, opens > 0]).toEqual([figure, true]);
      }
    },
  );

  it.each([
    ['target', ''],
    ['target', '&domain=生活服务,产业服务'],
    ['yearPlan', ''],
    ['yearPlan', '&domain=安全技能'],
    ['planToDate', ''],
    ['paceBehind', ''],
  ])('of %s%s are lines of the programme that add up to it', async (figure, filters) => {
    const scope = `asOf=2021-06-30${filters}`;
    const total: Record<string, unknown> = await figures(scope);
    const { lines } = await rows(`figure=${figure}&${scope}`);
    expect(lines.reduce((sum, { value }) => sum + Number(value), 0)).toBe(total[figure]);
  });

  it('of a plan of a unit are its quotas of the year', async () => {
    const total = await figures('unit=科协&asOf=2021-12-31');
    const lines = await all('figure=yearPlan&unit=科协&asOf=2021-12-31');
    expect(lines.reduce((sum, { values }) => sum + Number(values[3]), 0)).toBe(total.yearPlan);
  });

  it('of days are the ends of the period', async () => {
    const { lines } = await rows('figure=elapsedDays&asOf=2021-06-30');
    expect(lines.map(({ file, line, value }) => [file, ...line, value].join(' '))).toEqual([
      'programme.csv from 2019-01-01',
      'programme.csv until 2021-12-31',
    ]);
  });

  it('of the last whole months are what was completed in them', async () => {
    for (const asOf of ['2021-06-30', '2021-06-29', '2020-04-01']) {
      const { recentCompleted, recentPerMonth } = await figures(`asOf=${asOf}`);
      expect((await rows(`figure=recentCompleted&asOf=${asOf}`)).total).toBe(recentCompleted);
      expect(recentPerMonth).toBe(Math.round((recentCompleted ?? 0) / 3));
    }
  });

  it('of a ratio are the statistic it divides', async () => {
    const answer = await rows('figure=skilledRatio&asOf=2021-06-30');
    expect(answer.total).toBe(1);
    expect(answer.rows[0]?.values[1]).toBe('全市');
  });

  it('have file, sheet and row, once, in order', async () => {
    const found = await all('figure=certified&asOf=2021-06-30&domain=安全技能');
    const places = found.map(({ file, sheet, row }) => `${file} ${sheet} ${row}`);
    expect(new Set(places).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(1000);
  });

  it('of a figure computed from others are those figures', async () => {
    expect(await rows('figure=passRate&asOf=2021-06-30')).toMatchObject({
      parts: ['passed', 'failed'],
      total: 0,
    });
    expect((await rows('figure=paceGap')).parts).toEqual(['progress', 'timeProgress']);
  });

  it('show ids and names masked', async () => {
    const query = 'figure=enrolled&asOf=2021-12-31&limit=500';
    const { body } = await get(`rows?${query}`);
    expect(body.length).toBeGreaterThan(1000);
    expect(body).not.toMatch(/\d{17}[\dX]/);
    const [row] = (await rows(query)).rows;
    expect(row?.values[1]).toMatch(/^.{1,2}\*$/u);
  });

  it('are exported completely', async () => {
    const { body, headers } = await get('rows.csv?figure=failed&asOf=2021-06-30', auditor);
    const { failed } = await figures('asOf=2021-06-30');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain('截至2021-06-30.csv');
    expect(body.trim().split('\r\n')).toHaveLength((failed ?? 0) + 1);
    const book = await get('rows.xlsx?figure=failed&asOf=2021-06-30', auditor);
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('refuse an unknown figure, and an invalid cursor', async () => {
    expect((await get('rows?figure=nothing')).statusCode).toBe(400);
    expect((await get('rows?figure=paid&cursor=x')).statusCode).toBe(400);
    expect((await get('rows?figure=paid&unit=天宫')).statusCode).toBe(400);
  });
});
