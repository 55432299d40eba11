import { DIMENSION_IDS, FigureValues, GroupedAnswer, RowsAnswer } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { FIGURES } from '../../etl/src/figures/definitions.ts';
import { isMeasured } from '../../etl/src/figures/descriptor.ts';
import { columnIn } from '../../etl/src/figures/dimensions.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookie = await cookieOf(test.home, 'leader');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } });
const grouped = async (query: string): Promise<GroupedAnswer> =>
  GroupedAnswer.parse((await get(`figures?${query}`)).json());

const IDS = FigureValues.keyof().options;
const COUNTED = IDS.filter((id) => {
  const figure = FIGURES[id];
  return isMeasured(figure) && figure.measure === 'count(*)';
});

describe('the figures by any dimension', () => {
  it('all have a value, or are absent for a reason', async () => {
    const { rows } = await grouped('asOf=2021-06-30');
    expect(rows).toHaveLength(1);
    const { absent = {}, ...values } = rows[0]?.figures ?? {};
    expect([...Object.keys(values), ...Object.keys(absent)].sort()).toEqual([...IDS].sort());
    expect(Object.keys(absent)).toEqual(['quota']);
  });

  it.each(DIMENSION_IDS)(
    'by %s equal the rows behind them, and are absent if the dimension does not apply',
    async (dimension) => {
      const { rows, by } = await grouped(`asOf=2021-06-30&by=${dimension}&figures=${IDS.join(',')}`);
      expect(by[0]?.label.zh).toBeTruthy();
      expect(rows.length).toBeGreaterThan(1);
      for (const { figures } of rows) {
        for (const id of IDS) {
          const figure = FIGURES[id];
          if (!isMeasured(figure) || columnIn(dimension, figure.relation)) continue;
          expect([id, figures[id], figures.absent?.[id]]).toEqual([id, undefined, '不适用']);
        }
      }
      for (const figure of COUNTED) {
        const most = rows.reduce(
          (a, b) => ((b.figures[figure] ?? 0) > (a.figures[figure] ?? 0) ? b : a),
          rows[0] ?? expect.fail(),
        );
        const value = most.figures[figure];
        if (value === undefined) continue;
        const address = `figure=${figure}&limit=1&asOf=2021-06-30&${dimension}=${most.key[dimension]}`;
        const behind = RowsAnswer.parse((await get(`rows?${address}`)).json());
        expect([address, behind.total]).toEqual([address, value]);
      }
    },
  );

  it('are not applicable to towns where only departments have them', async () => {
    const of = async (unit: string) =>
      (await grouped(`asOf=2021-06-30&unit=${unit}`)).rows[0]?.figures.absent;
    expect(await of('稠城街道')).toMatchObject({
      budget: '不适用',
      arrived: '不适用',
      paidOfBudget: '不适用',
    });
    expect((await of('科协'))?.budget).not.toBe('不适用');
  });

  it('combine dimensions and apply filters', async () => {
    const scope = 'asOf=2021-06-30&domain=生活服务,产业服务';
    const { rows } = await grouped(`${scope}&by=domain,town,sex&figures=completedRecords`);
    const total = (await grouped(`${scope}&figures=completedRecords`)).rows[0]?.figures.completedRecords;
    expect(rows.reduce((sum, { figures }) => sum + (figures.completedRecords ?? 0), 0)).toBe(total);
    expect(new Set(rows.map(({ key }) => key.domain))).toEqual(new Set(['产业服务', '生活服务']));
    expect(Object.keys(rows[0]?.key ?? {})).toEqual(['domain', 'town', 'sex']);
  });

  it('restrict a unit to its own', async () => {
    const own = await cookieOf(test.home, 'unit', { unit: '科协' });
    const ask = (query: string) =>
      app.inject({ method: 'GET', url: encodeURI(`/api/v1/figures?${query}`), headers: { cookie: own } });
    const answer = GroupedAnswer.parse((await ask('by=unit&figures=enrolled')).json());
    expect(answer.filters).toEqual({ unit: ['科协'] });
    expect(answer.rows.map(({ key }) => key.unit)).toEqual(['科协']);
    expect((await ask('by=town&figures=enrolled&unit=人社局')).statusCode).toBe(403);
  });

  it.each([
    ['by=weather&figures=paid', 'by'],
    ['by=town&figures=nothing', 'figures'],
    ['figures=paid&month=2021', 'month'],
  ])('refuse %s and name the parameter', async (query, field) => {
    const answer = await get(`figures?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].field).toContain(field);
  });
});
