import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportDetail, ReportsAnswer } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { homePaths } from '../../etl/src/home/home.ts';
import { openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })),
    'e.csv': csv(enrolment()),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['office', 'finance', 'leader', 'unit'] as const) {
    cookies[role] = await cookieOf(test.home, role, role === 'unit' ? { unit: '佛堂镇' } : {});
  }
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const call = (role: string, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
  app.inject({
    ...{ method, url: `/api/v1/reports${path}`, headers: { cookie: cookies[role] ?? '' } },
    ...(payload && { payload }),
  });
const detail = async (id: string, role = 'office'): Promise<ReportDetail> =>
  (await call(role, 'GET', `/${id}`)).json();
const list = async (): Promise<ReportsAnswer['reports']> => (await call('leader', 'GET', '')).json().reports;
const step = async (role: string, id: string, name: string, more: object = {}): Promise<number> => {
  const { version } = await detail(id);
  return (await call(role, 'POST', `/${id}/${name}`, { seen: version, ...more })).statusCode;
};
const write = (period: string, more: object = {}) => call('office', 'POST', '', { period, ...more });
const kept = (id: string, format: string): string => join(homePaths(test.home).reports, `${id}.${format}`);

describe('a report', () => {
  let id: string;

  it.each([
    [{ period: '2031' }, 422, '没有评价期“2031”'],
    [{ period: '2021H1' }, 422, '期内没有完成的培训'],
    [{ period: '2020', asOf: '2019-12-31' }, 422, '本期没有数据'],
    [{ period: '2020', asOf: 'yesterday' }, 400, 'asOf'],
  ])('is refused for %j, and nothing is written', async (request, status, text) => {
    const answer = await call('office', 'POST', '', request);
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(text)]);
    expect(await list()).toEqual([]);
  });

  it('is drafted once by the office, from the current snapshot', async () => {
    const answer = await write('2020');
    expect(answer.statusCode).toBe(201);
    id = answer.json().id;
    expect((await write('2020')).body).toContain('已有未定稿的报告');
    expect(await list()).toMatchObject([{ id, period: '2020', state: 'draft', snapshot: '1' }]);
    expect((await detail(id)).drafted?.problems).toContain('1.');
    for (const role of ['finance', 'leader', 'unit']) {
      expect((await call(role, 'POST', '', { period: '2020' })).statusCode).toBe(403);
    }
    expect((await call('unit', 'GET', `/${id}`)).statusCode).toBe(403);
  });

  it('takes texts without personal numbers, and keeps what was faster', async () => {
    const texts = { seen: 0, problems: '培训对象偏少。', measures: null };
    const personal = await call('office', 'PUT', `/${id}/texts`, { ...texts, problems: `见 ${personId(1)}` });
    expect([personal.statusCode, personal.json().errors[0].field]).toEqual([422, 'problems']);
    expect((await call('office', 'PUT', `/${id}/texts`, texts)).statusCode).toBe(204);
    const late = await call('office', 'PUT', `/${id}/texts`, { ...texts, problems: '另一段' });
    expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('已被他人更新')]);
    expect(await detail(id)).toMatchObject({ problems: '培训对象偏少。', measures: null, version: 1 });
  });

  it('is reviewed by another account than the one that wrote it, and may be returned', async () => {
    expect((await detail(id)).steps).toEqual(['edit', 'renew']);
    expect(await step('office', id, 'review')).toBe(409);
    expect(await step('leader', id, 'review')).toBe(403);
    expect(await step('office', id, 'finalise')).toBe(409);
    expect(await step('finance', id, 'review')).toBe(204);
    expect(
      (await call('office', 'PUT', `/${id}/texts`, { seen: 2, problems: null, measures: null })).statusCode,
    ).toBe(409);
    expect(await step('finance', id, 'return')).toBe(204);
    expect(await detail(id)).toMatchObject({ state: 'draft', reviewedBy: null });
    expect(await step('finance', id, 'review')).toBe(204);
  });

  it('is final with files that are kept, and the same when they are made again', async () => {
    expect(await step('office', id, 'finalise')).toBe(204);
    const { state, files, steps } = await detail(id);
    expect([state, steps]).toEqual(['final', ['correct']]);
    expect(files.map(({ format }) => format)).toEqual(['docx', 'pdf', 'xlsx']);
    for (const format of ['docx', 'pdf', 'xlsx']) {
      const answer = await call('leader', 'GET', `/${id}/report.${format}`);
      expect(answer.rawPayload.equals(await readFile(kept(id, format)))).toBe(true);
    }
    const before = await readFile(kept(id, 'docx'));
    await writeFile(kept(id, 'docx'), 'changed');
    const refused = await call('leader', 'GET', `/${id}/report.docx`);
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('与定稿时不同')]);
    expect(await readFile(kept(id, 'docx'), 'utf8')).toBe('changed');
    expect((await call('finance', 'POST', `/${id}/restore`)).statusCode).toBe(403);
    expect((await call('office', 'POST', `/${id}/restore`)).statusCode).toBe(204);
    expect((await readFile(kept(id, 'docx'))).equals(before)).toBe(true);
    expect((await call('leader', 'GET', `/${id}/report.xlsx?lang=en`)).statusCode).toBe(200);
  });

  it('tells that its snapshot is gone, and changes nothing', async () => {
    const path = homePaths(test.home).snapshot('1');
    await rename(path, `${path}.away`);
    try {
      const answer = await call('office', 'POST', `/${id}/restore`);
      expect([answer.statusCode, answer.body]).toEqual([409, expect.stringContaining('数据快照 1 已不在')]);
      expect((await call('leader', 'GET', `/${id}/report.pdf`)).statusCode).toBe(200);
      expect((await detail(id)).drafted).toBeNull();
    } finally {
      await rename(`${path}.away`, path);
    }
  });

  it('is corrected, and the next report says so and what changed', async () => {
    expect(await step('office', id, 'corrections', { text: '表5应为2人次。' })).toBe(204);
    expect(await step('finance', id, 'corrections', { text: '另' })).toBe(403);
    expect((await detail(id)).corrections).toMatchObject([{ text: '表5应为2人次。' }]);
    await test.load({ 'e2.csv': csv(enrolment({ 姓名: '李四', 证件号码: personId(7), 证书编号: 'Z7' })) });
    const next = (await write('2020')).json().id;
    expect((await detail(next)).snapshot).toBe('2');
    const { rawPayload } = await call('office', 'GET', `/${next}/report.docx`);
    const { strFromU8, unzipSync } = await import('fflate');
    const text = strFromU8(unzipSync(rawPayload)['word/document.xml'] as Uint8Array).replaceAll(
      /<[^>]+>/g,
      '',
    );
    expect(text).toContain('表5应为2人次。');
    expect(text).toContain('上次报告为2020');
    expect(text).toContain('项指标按现有数据应为');
    // A draft whose data have moved on is renewed.
    await test.load({ 'e3.csv': csv(enrolment({ 姓名: '王五', 证件号码: personId(8), 证书编号: 'Z8' })) });
    expect((await detail(next)).outdated).toBe(true);
    expect(await step('office', next, 'renew')).toBe(204);
    expect(await detail(next)).toMatchObject({ snapshot: '3', outdated: false });
  });
});

describe('the schedule', () => {
  it('drafts the report of each period that closed since the first start, once', async () => {
    const state = await openState(test.home);
    await state
      .updateTable('setting')
      .set({ value: '2020-07-01T08:00:00+08:00' })
      .where('name', '=', 'schedule.since')
      .execute();
    await state.deleteFrom('scheduled_run').execute();
    const cookie = await cookieOf(test.home, 'admin');
    const runs = async () => {
      await app.inject({
        method: 'POST',
        url: '/api/v1/schedule/runs',
        headers: { cookie },
        payload: { work: 'reports' },
      });
      const answer = await app.inject({ method: 'GET', url: '/api/v1/schedule', headers: { cookie } });
      const { runs: all } = answer.json();
      const own = all.filter((one: { work: string }) => one.work === 'reports');
      return own.map((one: { result: { zh: string } }) => one.result.zh);
    };
    // What fell due since then is done too, and finds it done, or the other way round.
    const waiting = '尚无数据：2021 年第一季度、2021 年上半年、2021 年前三季度、2021 年度';
    const first = await runs();
    expect(first.sort()).toEqual(
      [`生成报告：2020 年前三季度、2019—2021 年；${waiting}`, `生成报告：–；${waiting}`].sort(),
    );
    expect((await runs()).filter((one: string) => one.startsWith('生成报告：–'))).toHaveLength(2);
    const written = (await list()).filter(({ writtenBy }) => writtenBy === null);
    expect(written.map(({ period }) => period).sort()).toEqual(['2019-2021', '2020Q3']);
    await state.destroy();
  });
});
