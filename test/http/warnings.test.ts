import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { WarningsAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
const start = () => createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 计划人数: '1' }),
      trainingClass({ 班级编号: 'K9', 开班日期: '2018-03-10', 结束日期: '2018-04-10' }),
    ),
    'e.csv': csv(
      enrolment({ 手机号码: '123', 出勤课时: '41' }),
      enrolment({ 证件号码: personId(2), 证书编号: 'Z2', 发证日期: '2020-04-09' }),
      enrolment({ 证件号码: personId(3), 证书编号: 'Z3', 发证日期: '' }),
    ),
  });
  app = await start();
  cookie = await cookieOf(test.home, 'office', { purpose: '核对提示' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const warnings = async (query = ''): Promise<WarningsAnswer> =>
  WarningsAnswer.parse(
    (await app.inject({ method: 'GET', url: `/api/v1/warnings${query}`, headers: { cookie } })).json(),
  );
const acknowledge = (ids: string[], comment: string) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/warnings/acknowledge',
    headers: { cookie },
    payload: { ids, comment },
  });

describe('warnings', () => {
  it('are listed for accepted rows, each with text, file and row', async () => {
    const { rows, total, counts } = await warnings();
    expect(rows.map(({ code, file, row }) => `${code} ${file} ${row}`)).toEqual([
      'V13 e.csv 2',
      'V17 e.csv 2',
      'V12 e.csv 3',
      'V11 e.csv 4',
      'V20 k.csv 2',
      'V14 k.csv 3',
    ]);
    expect(total).toBe(6);
    expect(counts).toHaveLength(6);
    expect(rows.map(({ compared }) => compared)).toEqual([
      '41 > 40',
      null,
      '2020-04-09 < 2020-04-10',
      null,
      '3 > 1',
      '2018-04-10 < 2019-01-01',
    ]);
    // Whose row it is, for trainees and for classes.
    expect(rows.map(({ who }) => who.map(({ value }) => value))).toEqual([
      ...[1, 1, 2, 3].map((serial) => ['K1', '张三', personId(serial), '电工班', '人社局', '稠城街道']),
      ['K1', '电工班', '人社局', '稠城街道'],
      ['K9', '电工班', '人社局', '稠城街道'],
    ]);
    for (const { text, code } of rows) {
      expect(text.zh).toMatch(new RegExp(`^${code} .+：.+`));
      expect(text.en).not.toContain('failed the check');
    }
  });

  it('are acknowledged with a comment, which survives a restart and a new snapshot', async () => {
    const { rows } = await warnings('?code=V17');
    const id = rows[0]?.id ?? '';
    expect((await acknowledge([id], ' ')).statusCode).toBe(400);
    expect((await acknowledge(['x'], '已核对')).statusCode).toBe(400);
    expect((await acknowledge([id], '学员无手机，已核对')).statusCode).toBe(204);
    expect((await warnings()).total).toBe(5);
    await app.close();
    await test.load({ 'b.csv': csv(trainingClass({ 班级编号: 'K2' })) });
    await withdraw({ home: test.home, batch: 'B2' });
    app = await start();
    const all = await warnings('?show=all&code=V17');
    expect(all.rows[0]?.acknowledged).toMatchObject({
      comment: '学员无手机，已核对',
      by: '测试 test-office',
    });
    expect(all.counts.find(({ code }) => code === 'V17')).toEqual({
      code: 'V17',
      warnings: 1,
      acknowledged: 1,
    });
    expect((await warnings()).total).toBe(5);
  });
});
