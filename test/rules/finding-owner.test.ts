import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { FindingsAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, fund, institution, payout, trainingClass } from '../support/ledgers.ts';

const TOWN = '佛堂镇';
let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let department = '';
beforeAll(async () => {
  test = await makeHome();
  const klass = trainingClass({ 实施镇街: TOWN });
  department = klass.主管部门 ?? '';
  await test.load({
    '1.csv': csv(institution()),
    '2.csv': csv(klass),
    '3.csv': csv(enrolment()),
    '4.csv': csv(payout()),
    '5.csv': csv(fund({ 预算金额: '1', 到位金额: '1' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const overspent = async (cookie: string, query = ''): Promise<FindingsAnswer['rows']> => {
  const url = encodeURI(`/api/v1/findings?rule=R17${query}`);
  return FindingsAnswer.parse((await app.inject({ method: 'GET', url, headers: { cookie } })).json()).rows;
};

describe('a finding about a unit and a year', () => {
  it('has the unit, but no town, institution or class of a row behind it', async () => {
    const [found] = await overspent(await cookieOf(test.home, 'office'));
    expect(found).toMatchObject({
      key: `${department}|2020`,
      department,
      town: null,
      institution: null,
      institutionCode: null,
      classId: null,
    });
  });

  it('is visible to that unit, and to no unit of a class that was paid', async () => {
    const own = await overspent(await cookieOf(test.home, 'unit', { unit: department }));
    expect(own.map(({ key, evidence }) => [key, evidence.map(({ kind }) => kind)])).toEqual([
      [`${department}|2020`, ['funds']],
    ]);
    expect(await overspent(await cookieOf(test.home, 'unit', { unit: TOWN }))).toEqual([]);
    expect(await overspent(await cookieOf(test.home, 'office'), `&unit=${TOWN}`)).toEqual([]);
  });
});
