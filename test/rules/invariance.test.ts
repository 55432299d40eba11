import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedPayouts } from '../../etl/src/entitlement/payouts.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { readFindings } from '../../etl/src/supervision/findings.ts';
import { all, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, fund, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

let homes: TestHome[] = [];
beforeAll(() => {
  homes = [];
});
afterAll(async () => {
  for (const home of homes) await home.remove();
});

const judgements = async (home: TestHome) => {
  const snapshot = await openCurrentSnapshot(home.home);
  try {
    const connection = await snapshot.connect();
    return { payouts: await all(judgedPayouts(connection)), findings: await readFindings(connection) };
  } finally {
    snapshot.close();
  }
};

/** A few people in a few classes of a few occupations: enough to reach every cap. */
const classes = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].map((id, index) =>
  trainingClass({
    班级编号: id,
    开班日期: `2020-0${3 + (index % 3)}-01`,
    结束日期: `2020-0${3 + (index % 3)}-20`,
    备案日期: '2020-02-01',
    '职业（工种）或项目': ['电工', '焊工'][index % 2] ?? '',
    ...(index === 5 && { 培训方式: '项目制培训', 补贴标准: 'P0', 等级: '无', 上浮类型: '小班化' }),
  }),
);
const enrolments = classes.flatMap(({ 班级编号: id = '' }, at) =>
  [1, 2, 3, 4].map((serial) =>
    enrolment({
      班级编号: id,
      证件号码: personId(serial),
      证书编号: `${id}-${serial}`,
      ...(serial === at && { 考核结果: '不合格' }),
    }),
  ),
);
const payouts = enrolments.map((row, index) =>
  payout({
    发放编号: `F${index}`,
    班级编号: row.班级编号 ?? '',
    证件号码: row.证件号码 ?? '',
    发放金额: `${1000 + 100 * (index % 7)}.00`,
  }),
);
const base = { 'a.csv': csv(institution()), 'f.csv': csv(fund()) };

describe('entitlements and findings', () => {
  it('depend neither on the order of rows, nor on how they are split into files and loads', async () => {
    const whole = await makeHome();
    homes.push(whole);
    await whole.load({
      ...base,
      'c.csv': csv(...classes),
      'e.csv': csv(...enrolments),
      'p.csv': csv(...payouts),
    });
    const expected = await judgements(whole);
    expect(expected.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['R01', 'R02', 'R09']));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(classes, { minLength: classes.length }),
        fc.shuffledSubarray(enrolments, { minLength: enrolments.length }),
        fc.shuffledSubarray(payouts, { minLength: payouts.length }),
        fc.integer({ min: 1, max: 23 }),
        async (someClasses, someEnrolments, somePayouts, cut) => {
          const home = await makeHome();
          try {
            await home.load({
              'p1.csv': csv(...somePayouts.slice(0, cut)),
              'e1.csv': csv(...someEnrolments.slice(cut)),
            });
            await home.load({
              ...base,
              'c.csv': csv(...someClasses),
              'e2.csv': csv(...someEnrolments.slice(0, cut)),
            });
            await home.load({ 'p2.csv': csv(...somePayouts.slice(cut)) });
            expect(await judgements(home)).toEqual(expected);
          } finally {
            await home.remove();
          }
        },
      ),
      { numRuns: 3 },
    );
  }, 400_000);

  it('are the same after a batch is withdrawn and loaded again', async () => {
    const home = await makeHome();
    homes.push(home);
    await home.load({ ...base, 'c.csv': csv(...classes) });
    await home.load({ 'e.csv': csv(...enrolments), 'p.csv': csv(...payouts) });
    const before = await judgements(home);
    await withdraw({ home: home.home, batch: 'B2' });
    expect((await judgements(home)).payouts).toEqual([]);
    await home.load({ 'e.csv': csv(...enrolments), 'p.csv': csv(...payouts) });
    expect(await judgements(home)).toEqual(before);
  }, 300_000);
});
