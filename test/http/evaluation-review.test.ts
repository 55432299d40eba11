import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EvaluationResults,
  type FormVersion,
  Problem,
  ScoreDocument,
} from '../../libs/contracts/src/index.ts';
import { evaluationServer, OTHER, TOWN } from '../support/evaluations.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));

let server: Awaited<ReturnType<typeof evaluationServer>>;
let flow: (typeof server)['flow'];
beforeAll(async () => {
  server = await evaluationServer();
  flow = server.flow;
});
afterAll(() => server?.close());

type Line = Record<string, string | number>;

const numberOf = (points: string | null | undefined): number | string =>
  points == null ? '—' : Number(points);

const linesOf = (sheet: XLSX.WorkSheet | undefined): Line[] => XLSX.utils.sheet_to_json<Line>(sheet ?? {});

/** 得分 of an official form by 三级指标, and the total. */
function formPoints(file: Buffer | undefined): Record<string, string | number | null> {
  const sheet = XLSX.read(file).Sheets.绩效自评表;
  const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(sheet ?? {}, { header: 1, defval: null });
  return Object.fromEntries(
    rows.map((row) => [String(row[0] === '总分' ? row[0] : row[3]), row[7] ?? null] as const),
  );
}

const score = async (...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'score', ...words], {
    env: { ...process.env, SKILL_LEDGER_HOME: server.test.home },
    maxBuffer: 1 << 26,
  });
  return stdout;
};

const problem = (answer: { json(): unknown }): Problem => Problem.parse(answer.json());

describe('the review', () => {
  beforeAll(async () => {
    await flow.submit('2020', TOWN, { 'passRate.self': '6', 'passRate.reason': '两人补考合格' });
  });

  it('accepts many at once, all of them or none', async () => {
    const [first, second] = [await flow.idOf('2020', TOWN), await flow.submit('2020', OTHER)];
    const forms = [
      { id: first, seen: await flow.seen(first) },
      { id: second, seen: 0 },
    ];
    expect((await flow.call('office', 'POST', 'accept', { forms })).statusCode).toBe(409);
    expect((await flow.detail(first)).form.state).toBe('submitted');
    await flow.accept(first, second);
    expect((await flow.detail(second)).form.state).toBe('reviewing');
  });

  it('is of the own indicators only, with a reason for each disagreement', async () => {
    const id = await flow.idOf('2020', TOWN);
    const opinions = { budgetExecution: { points: '', text: '无预算' } };
    const save = (who: 'office' | 'finance', seen: number, said: object) =>
      flow.call(who, 'PATCH', `forms/${id}/review`, { seen, opinions: said });
    expect((await save('office', 0, opinions)).statusCode).toBe(403);
    expect((await save('finance', 0, opinions)).json()).toEqual({ version: 1 });
    expect((await save('finance', 0, opinions)).statusCode).toBe(409);
    expect((await save('office', 0, { passRate: { points: '99', text: 'x' } })).statusCode).toBe(422);
    await save('office', 0, { passRate: { points: '5', text: '' } });
    const finish = (who: 'office' | 'finance', seen: number) =>
      flow.call(who, 'PUT', `forms/${id}/review/finished`, { seen, finished: true });
    const missing = await finish('office', 1);
    expect([missing.statusCode, problem(missing).errors?.[0]?.field]).toEqual([422, 'passRate']);
    await save('office', 1, { passRate: { points: '5', text: '补考未见记录' } });
    expect((await finish('office', 2)).statusCode).toBe(204);
    const seenBy = async (who: 'office' | 'finance' | `${string}/1`) =>
      (await flow.detail(id, who)).reviews.map(({ role, opinions: said }) => [role, Object.keys(said)]);
    expect(await seenBy('office')).toEqual([
      ['office', ['passRate']],
      ['finance', []],
    ]);
    expect(await seenBy('finance')).toEqual([
      ['office', ['passRate']],
      ['finance', ['budgetExecution']],
    ]);
    expect(await seenBy(`${TOWN}/1`)).toEqual([
      ['office', []],
      ['finance', []],
    ]);
  });

  it('cannot end before both bureaus have finished', async () => {
    const answer = await flow.call('office', 'POST', 'periods/2020/finalise');
    expect(answer.statusCode).toBe(409);
    expect(problem(answer).detail.zh).toContain('财政局');
  });

  it('returns a form with opinions; every version is kept, edits since are counted', async () => {
    const id = await flow.idOf('2020', TOWN);
    const forms = [{ id, seen: await flow.seen(id) }];
    expect((await flow.call('office', 'POST', 'return', { forms })).statusCode).toBe(422);
    await flow.must('finance', 'POST', 'return', { forms, comment: '请补充补考记录', dueOn: '2099-02-01' });
    const returned = await flow.detail(id, `${TOWN}/1`);
    expect(returned.form).toMatchObject({
      state: 'filling',
      returns: 1,
      dueOn: '2099-02-01',
      flags: ['returned'],
    });
    const [first, second] = await flow.tasksAbout(id);
    expect([first, second]).toMatchObject([
      { state: 'closed' },
      { state: 'open', dueOn: '2099-02-01', importance: 'high', origin: { returned: true } },
    ]);
    expect(returned.result?.reviews[0]?.opinions.passRate).toEqual({ points: '5', text: '补考未见记录' });
    expect(returned.editedSinceConfirmation).toEqual([]);
    await flow.fill(id, TOWN, { 'passRate.self': '5' });
    expect((await flow.detail(id)).editedSinceConfirmation).toContain('passRate.self');
    expect((await flow.tasksAbout(id))[1]?.state).toBe('doing');
    await flow.submit('2020', TOWN);
    expect((await flow.tasksAbout(id))[1]).toMatchObject({ state: 'closed', closedByItself: true });
    const again = await flow.detail(id);
    expect(again.versions.map(({ nth }) => nth)).toEqual([1, 2]);
    expect(again.reviews.every(({ finishedAt }) => finishedAt === null)).toBe(true);
    const [one, two] = await Promise.all(
      [1, 2].map(async (nth) => (await flow.must('office', 'GET', `forms/${id}/versions/${nth}`)).json()),
    );
    expect([one.values['passRate.self'], two.values['passRate.self']]).toEqual(['6', '5']);
  });

  it('shows a form that was returned twice as such', async () => {
    const id = await flow.idOf('2020', TOWN);
    await flow.must('office', 'POST', 'return', {
      forms: [{ id, seen: await flow.seen(id) }],
      comment: '附件不清晰',
      dueOn: '2021-01-01',
    });
    expect((await flow.detail(id)).form.flags).toEqual(['overdue', 'returnedTwice']);
    await flow.submit('2020', TOWN);
    expect((await flow.detail(id)).form.flags).toEqual(['late', 'returnedTwice']);
  });
});

describe('the end of a period', () => {
  it('waits for what was submitted and not accepted', async () => {
    const answer = await flow.call('office', 'POST', 'periods/2020/finalise');
    expect([answer.statusCode, problem(answer).detail.zh]).toEqual([409, expect.stringContaining(TOWN)]);
  });

  it('ranks the units with their reasons, and shuts the period', async () => {
    const [first, second] = [await flow.idOf('2020', TOWN), await flow.idOf('2020', OTHER)];
    await flow.accept(first);
    await flow.review(first);
    await flow.review(second);
    const past = await flow.call('office', 'POST', 'periods/2020/finalise', { rectifyBy: '2020-12-31' });
    expect([past.statusCode, problem(past).errors?.[0]?.field]).toEqual([422, 'rectifyBy']);
    await flow.must('office', 'POST', 'periods/2020/finalise', { rectifyBy: '2099-06-30' });
    const { rows } = EvaluationResults.parse(
      (await flow.must('leader', 'GET', 'periods/2020/results')).json(),
    );
    const ranked = rows.filter(({ rank }) => rank !== null);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(ranked.map(({ unit }) => unit).sort()).toEqual([TOWN, OTHER].sort());
    expect(Number(ranked[0]?.total)).toBeGreaterThan(Number(ranked[1]?.total));
    expect(rows).toHaveLength(34);
    const town = rows.find(({ unit }) => unit === TOWN);
    const { result, trace } = await flow.detail(first);
    expect([town?.total, town?.grade]).toEqual([result?.total, result?.grade]);
    const lost = trace.indicators.map(({ id, weightInForce }) =>
      Math.round((Number(weightInForce) - Number(result?.points[id] ?? weightInForce)) * 100),
    );
    expect(town?.losses[0]).toMatchObject({
      lost: (Math.max(...lost) / 100).toFixed(2),
      reason: '受疫情影响，已调整计划',
    });
    const third = await flow.idOf('2020', '赤岸镇');
    const shut = await flow.call('赤岸镇/1', 'PATCH', `forms/${third}`, { seen: 0, values: { goals: 'x' } });
    expect([shut.statusCode, problem(shut).detail.zh]).toEqual([409, expect.stringContaining('已定稿')]);
    expect((await flow.call('office', 'POST', 'periods/2020/finalise')).statusCode).toBe(409);
  });

  it('asks units to mend what has a red light, and ends the tasks of forms that were not submitted', async () => {
    const id = await flow.idOf('2020', TOWN);
    const { trace } = await flow.detail(id);
    const red = trace.indicators.filter(({ light }) => light === 'red').map(({ name }) => name.zh);
    expect(red.length).toBeGreaterThan(0);
    const [task] = await flow.tasksAbout(id, `${TOWN}/1`, 'rectification');
    expect(task).toMatchObject({ state: 'open', dueOn: '2099-06-30', unit: TOWN, isMine: true });
    for (const name of red) expect(task?.text).toContain(name);
    const third = await flow.idOf('2020', '赤岸镇');
    expect(await flow.tasksAbout(third)).toMatchObject([{ state: 'closed', closedByItself: true }]);
    // It was not overdue when the period became final.
    expect(await flow.tasksAbout(third, 'office', 'rectification')).toEqual([]);
  });

  it('gives the official form of a submission as it was frozen, with the reviewed points', async () => {
    const id = await flow.idOf('2020', TOWN);
    const last = `forms/${id}/official-form`;
    const [docx, xlsx, pdf] = await Promise.all(
      ['docx', 'xlsx', 'pdf'].map((format) => flow.must(`${TOWN}/1`, 'GET', `${last}.${format}`)),
    );
    expect([docx, pdf].map((file) => file?.rawPayload.subarray(0, 4).toString('latin1'))).toEqual([
      'PK\u0003\u0004',
      '%PDF',
    ]);
    expect(xlsx?.headers['content-disposition']).toContain(encodeURIComponent(`${TOWN}-2020年度.xlsx`));
    const { result, trace } = await flow.detail(id);
    const points = formPoints(xlsx?.rawPayload);
    expect(points.总分).toBe(Number(result?.total));
    for (const { id: indicator, name } of trace.indicators) {
      if (indicator === 'budgetExecution') continue;
      expect([name.zh, points[name.zh]]).toEqual([name.zh, numberOf(result?.points[indicator])]);
    }
    const first: FormVersion = (await flow.must('office', 'GET', `forms/${id}/versions/1`)).json();
    const earlier = formPoints((await flow.must('office', 'GET', `${last}.xlsx?nth=1`)).rawPayload);
    expect([earlier.总分, earlier.考核合格率]).toEqual([Number(first.selfTotal), 6]);
    const refused = await Promise.all([
      flow.call(`${OTHER}/1`, 'GET', `${last}.docx`),
      flow.call('office', 'GET', `${last}.pdf?nth=9`),
      flow.call('office', 'GET', `forms/${await flow.idOf('2020', '赤岸镇')}/official-form.docx`),
    ]);
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  });

  it('gives ranking and review summary as a workbook, the same as the command line', async () => {
    expect((await flow.call(`${TOWN}/1`, 'GET', 'periods/2020/results.xlsx')).statusCode).toBe(403);
    const file = (await flow.must('leader', 'GET', 'periods/2020/results.xlsx')).rawPayload;
    const book = XLSX.read(file);
    expect(book.SheetNames).toEqual(['排名', '复核汇总', '说明']);
    const { rows } = EvaluationResults.parse(
      (await flow.must('leader', 'GET', 'periods/2020/results')).json(),
    );
    const ranking = linesOf(book.Sheets.排名);
    for (const { unit, rank, total, grade } of rows) {
      const line = ranking.find(({ 单位 }) => 单位 === unit);
      expect([line?.名次, line?.复核分, line?.等级]).toEqual([
        rank ?? undefined,
        total === null ? undefined : Number(total),
        grade ?? undefined,
      ]);
    }
    const printed = ScoreDocument.parse(JSON.parse(await score('2020', '--json')));
    const summary = linesOf(book.Sheets.复核汇总);
    for (const name of [TOWN, OTHER]) {
      const { trace, result } = await flow.detail(await flow.idOf('2020', name));
      const unit = printed.units.find((one) => one.unit === name);
      const own = summary.filter(({ 单位 }) => 单位 === name);
      expect(own.at(-1)).toMatchObject({
        ...{ 分值: 100, 调整后分值: 100 },
        ...{ 系统分: Number(unit?.total), 复核分: Number(result?.total) },
      });
      for (const one of unit?.indicators ?? []) {
        const label = trace.indicators.find(({ id }) => id === one.id)?.name.zh;
        const line = own.find(({ 三级指标 }) => 三级指标 === label);
        expect([label, line?.系统分, line?.实际完成值, line?.复核分]).toEqual([
          label,
          one.points === null ? '不适用' : Number(one.points),
          one.actual === null ? '不适用' : Number(one.actual),
          result?.points[one.id] == null ? undefined : Number(result.points[one.id]),
        ]);
      }
    }
    const out = join(server.test.folder, 'review');
    await score('2020', '--review', '--out', out);
    expect((await readFile(join(out, '绩效自评复核汇总-全市-2020.xlsx'))).equals(file)).toBe(true);
    await expect(score('2021Q1', '--review', '--out', out)).rejects.toThrow('没有开启自评');
  });

  it('is published to the units, and withdrawn', async () => {
    const publish = (published: boolean) =>
      flow.must('office', 'PUT', 'periods/2020/publication', { published });
    const seen = async () => (await flow.call(`${TOWN}/1`, 'GET', 'periods/2020/results')).statusCode;
    expect(await seen()).toBe(403);
    await publish(true);
    expect(await seen()).toBe(200);
    const file = (await flow.must(`${TOWN}/1`, 'GET', 'periods/2020/results.xlsx')).rawPayload;
    expect(XLSX.read(file).SheetNames).toEqual(['排名', '说明']);
    expect((await flow.detail(await flow.idOf('2020', TOWN))).form.state).toBe('published');
    await publish(false);
    expect(await seen()).toBe(403);
    await publish(true);
  });

  it('compares with the period before', async () => {
    await flow.open('2019-2021', { units: [TOWN] });
    const id = await flow.submit('2019-2021', TOWN);
    await flow.accept(id);
    await flow.review(id);
    await flow.must('office', 'POST', 'periods/2019-2021/finalise');
    const { rows } = EvaluationResults.parse(
      (await flow.must('office', 'GET', 'periods/2019-2021/results')).json(),
    );
    expect(rows[0]?.change).toMatchObject({ period: '2020' });
  });

  it('is in the audit log, step by step, without a word of the forms', async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: '/api/v1/audit?limit=500',
      headers: { cookie: await flow.cookieFor('auditor') },
    });
    const { rows, actions, chain } = answer.json();
    expect(chain.whole).toBe(true);
    for (const action of [
      'accept',
      'return',
      'review',
      'finalise',
      'publish',
      'unpublish',
      'finalisePeriod',
    ]) {
      expect(actions).toContain(`evaluation.${action}`);
    }
    expect(JSON.stringify(rows)).not.toContain('补考');
  });
});
