import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import {
  EvaluationResults,
  EvaluationsAnswer,
  FormState,
  FormVersion,
  Problem,
  ScoreDocument,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { evaluations } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import {
  csv,
  enrolment,
  fund,
  institution,
  payout,
  personId,
  quota,
  trainingClass,
} from '../support/ledgers.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));
const [TOWN, OTHER] = ['佛堂镇', '义亭镇'];
/** An auditor who has stated what personal values are looked at for. */
const READER = 'auditor with a purpose';
const PDF = Buffer.from('%PDF-1.7 evidence');

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let flow: ReturnType<typeof evaluations>;

/** People of one class, so many of whom passed. */
const roll = (classId: string, count: number, passed: number, first = 1) =>
  Array.from({ length: count }, (_, index) =>
    enrolment({
      班级编号: classId,
      证件号码: personId(first + index),
      证书编号: `Z${first + index}`,
      考核结果: index < passed ? '合格' : '不合格',
    }),
  );

beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 班级编号: 'K1', 实施镇街: TOWN }),
      trainingClass({ 班级编号: 'K2', 实施镇街: OTHER, 备案日期: '' }),
    ),
    'e.csv': csv(...roll('K1', 12, 9), ...roll('K2', 12, 12, 101)),
    'p.csv': csv(payout()),
    'q.csv': csv(quota({ 单位: TOWN, 任务数: '20' }), quota({ 单位: OTHER, 任务数: '10', 领域: '2' })),
    'f.csv': csv(fund()),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  flow = evaluations(app, test.home);
  await flow.open('2020', { note: '请按期填报' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

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
    env: { ...process.env, SKILL_LEDGER_HOME: test.home },
    maxBuffer: 1 << 26,
  });
  return stdout;
};

const problem = (answer: { json(): unknown }): Problem => Problem.parse(answer.json());

describe('opening a period', () => {
  it('gives every unit its form, filled in from the snapshot', async () => {
    const forms = await flow.forms('2020');
    expect(forms).toHaveLength(34);
    expect(new Set(forms.map(({ state }) => state))).toEqual(new Set(['notStarted']));
    const { trace, composed, values, deltas } = await flow.detail(await flow.idOf('2020', TOWN));
    const [task] = trace.indicators.filter(({ id }) => id === 'taskCompletion');
    expect(task).toMatchObject({ numerator: '12', denominator: '20', points: '10.00', standing: 'short' });
    expect(task?.formula).toContain('12 ÷ 20');
    expect(composed.goals).toContain('任务数 20 人次');
    expect(composed.achievements).toContain('培训任务完成率 60 %（10.00 /');
    expect([values, deltas]).toEqual([{}, []]);
  });

  it.each([
    [{ period: '2020', dueOn: '2021-01-20' }, 409, '已经开启'],
    [{ period: '2020Q2', dueOn: '2021-01-20' }, 422, '2020H1'],
    [{ period: '2021', dueOn: '2012-01-20' }, 422, '早于'],
    [{ period: '2021', dueOn: '2022-01-20', units: ['气象局'] }, 422, '气象局'],
    [{ period: '2021', dueOn: '2022-01-20', scheme: 'none' }, 422, '2020-1'],
    [{ period: '2021', dueOn: '2022-02-30' }, 400, ''],
  ])('refuses %j', async (request, status, said) => {
    const answer = await flow.call('office', 'POST', 'periods', request);
    expect(answer.statusCode).toBe(status);
    expect(problem(answer).detail.zh).toContain(said);
  });

  it('offers what can be opened', async () => {
    const choices = (await flow.must('office', 'GET', 'choices')).json();
    expect(choices.periods).toContainEqual({
      id: '2020',
      from: '2020-01-01',
      to: '2020-12-31',
      opened: true,
    });
    expect(choices.units).toHaveLength(34);
  });
});

describe('a unit', () => {
  it('sees its own form only', async () => {
    expect((await flow.forms('2020', `${TOWN}/1`)).map(({ unit }) => unit)).toEqual([TOWN]);
    const other = await flow.idOf('2020', OTHER);
    for (const [method, path, payload] of [
      ['GET', `forms/${other}`, undefined],
      ['PATCH', `forms/${other}`, { seen: 0, values: { goals: 'x' } }],
      ['POST', `forms/${other}/hand-in`, { seen: 0 }],
      ['POST', `forms/${other}/confirm`, { seen: 0 }],
      ['DELETE', `forms/${other}/files/x`, undefined],
      ['GET', `forms/${other}/versions/1`, undefined],
      ['GET', `forms/${other}/files/x`, undefined],
    ] as const) {
      expect((await flow.call(`${TOWN}/1`, method, path, payload)).statusCode).toBe(404);
    }
    expect((await flow.call(`${TOWN}/1`, 'GET', 'periods/2020/results')).statusCode).toBe(403);
  });

  it('keeps what it types, field by field', async () => {
    const id = await flow.idOf('2020', TOWN);
    const first = await flow.must(`${TOWN}/1`, 'PATCH', `forms/${id}`, {
      seen: 0,
      values: { 'taskCompletion.deviation': '停课两个月', goals: '全年培训 20 人次' },
    });
    expect(first.json()).toMatchObject({ version: 1 });
    await flow.must(`${TOWN}/1`, 'PATCH', `forms/${id}`, { seen: 1, values: { goals: '' } });
    const { values, form, edited } = await flow.detail(id);
    expect(values).toEqual({ 'taskCompletion.deviation': '停课两个月' });
    expect([form.state, form.version, edited?.by]).toEqual(['filling', 2, `测试 test-unit-${TOWN}`]);
  });

  it('is told where another account was faster, with what is there now, and overwrites nothing', async () => {
    const id = await flow.idOf('2020', TOWN);
    await flow.must(`${TOWN}/2`, 'PATCH', `forms/${id}`, { seen: 2, values: { achievements: '二号所写' } });
    const stale = await flow.call(`${TOWN}/1`, 'PATCH', `forms/${id}`, {
      seen: 2,
      values: { achievements: '一号所写' },
    });
    expect(stale.statusCode).toBe(409);
    expect(problem(stale).detail.zh).toContain(`测试 test-unit-${TOWN}-2`);
    expect(problem(stale).current).toMatchObject({ version: 3, values: { achievements: '二号所写' } });
    expect((await flow.detail(id)).values.achievements).toBe('二号所写');
  });

  it.each([
    [{ 'taskCompletion.self': '99' }, 'taskCompletion.self', '超过分值'],
    [{ 'taskCompletion.self': '-1' }, 'taskCompletion.self', '不是有效分数'],
    [{ 'weather.self': '1' }, 'weather.self', '没有这个栏目'],
  ])('is refused %j with the field and the way to mend it', async (values, field, said) => {
    const id = await flow.idOf('2020', TOWN);
    const answer = await flow.call(`${TOWN}/1`, 'PATCH', `forms/${id}`, { seen: 3, values });
    expect(answer.statusCode).toBe(422);
    expect(problem(answer).errors).toEqual([
      expect.objectContaining({ field, zh: expect.stringContaining(said) }),
    ]);
    expect((await flow.detail(id)).form.version).toBe(3);
  });

  it('attaches evidence that is what it says, and takes it off', async () => {
    const id = await flow.idOf('2020', TOWN);
    const attach = async (name: string, content: Buffer) => {
      const form = new FormData();
      form.append('files', new Blob([new Uint8Array(content)]), name);
      const request = new Request('http://x', { method: 'POST', body: form });
      return app.inject({
        method: 'POST',
        url: `/api/v1/evaluations/forms/${id}/files`,
        headers: {
          cookie: await cookieOf(test.home, 'unit', { unit: TOWN }),
          'content-type': request.headers.get('content-type') ?? '',
        },
        payload: Buffer.from(await request.arrayBuffer()),
      });
    };
    expect((await attach('总结.pdf', PDF)).statusCode).toBe(204);
    expect((await attach('总结.pdf', Buffer.from('<html>'))).statusCode).toBe(415);
    expect((await attach('照片.png', Buffer.from('89504e470d0a1a0a00', 'hex'))).statusCode).toBe(204);
    const masked = (await flow.detail(id)).files.map(({ name }) => name);
    expect(masked).toEqual(['***', '***']);
    const { files } = await flow.detail(id, READER);
    expect(files.map(({ name }) => name).sort()).toEqual(['总结.pdf', '照片.png'].sort());
    const picture = files.find(({ name }) => name === '照片.png');
    await flow.must(`${TOWN}/1`, 'DELETE', `forms/${id}/files/${picture?.id}`);
    expect((await flow.detail(id)).files).toHaveLength(1);
    const path = `forms/${id}/files/${files.find((one) => one !== picture)?.id}`;
    expect((await flow.call('finance', 'GET', path)).statusCode).toBe(403);
    expect((await flow.must(READER, 'GET', path)).rawPayload).toEqual(PDF);
  });
});

describe('confirming and submitting', () => {
  it('is refused while anything is missing, all of it said at once', async () => {
    const id = await flow.idOf('2020', TOWN);
    const answer = await flow.call(`${TOWN}/1`, 'POST', `forms/${id}/hand-in`, { seen: await flow.seen(id) });
    expect(answer.statusCode).toBe(422);
    const asked = (await flow.detail(id)).checks.filter(({ severity }) => severity === 'required');
    expect(problem(answer).errors?.map(({ field }) => field)).toEqual(asked.map(({ field }) => field));
    expect(asked.length).toBeGreaterThan(1);
  });

  it('asks a prepared unit for twelve fields at most', async () => {
    for (const { id } of await flow.forms('2020')) {
      const { checks } = await flow.detail(id);
      expect(checks.filter(({ severity }) => severity !== 'flag').length).toBeLessThanOrEqual(12);
    }
  });

  it('takes a second person, and freezes what was submitted', async () => {
    const id = await flow.idOf('2020', TOWN);
    await flow.fill(id, TOWN, { 'passRate.self': '6', 'passRate.reason': '两人补考合格' });
    await flow.must(`${TOWN}/1`, 'POST', `forms/${id}/hand-in`, { seen: await flow.seen(id) });
    const own = await flow.detail(id, `${TOWN}/1`);
    expect(own.needsSecondPerson).toBe(true);
    const seen = own.form.version;
    expect((await flow.call(`${TOWN}/1`, 'POST', `forms/${id}/confirm`, { seen })).statusCode).toBe(409);
    expect((await flow.call('office', 'POST', `forms/${id}/confirm`, { seen })).statusCode).toBe(403);
    const late = await flow.call(`${TOWN}/1`, 'PATCH', `forms/${id}`, { seen, values: { goals: 'x' } });
    expect(late.statusCode).toBe(409);
    await flow.must(`${TOWN}/2`, 'POST', `forms/${id}/take-back`, { seen, comment: '再核一遍' });
    await flow.must(`${TOWN}/2`, 'POST', `forms/${id}/hand-in`, { seen: seen + 1 });
    await flow.must(`${TOWN}/1`, 'POST', `forms/${id}/confirm`, { seen: seen + 2 });
    const version = FormVersion.parse((await flow.must(READER, 'GET', `forms/${id}/versions/1`)).json());
    expect(version).toMatchObject({ nth: 1, unit: TOWN, late: false, achievements: '二号所写' });
    expect(version.goals).toContain('任务数 20 人次');
    expect(version.files.map(({ name }) => name)).toEqual(['总结.pdf']);
    expect(version.values['passRate.self']).toBe('6');
  });

  it('keeps the submission when the data move, and shows by how much', async () => {
    const id = await flow.idOf('2020', TOWN);
    const before = await flow.detail(id);
    await test.load({ 'more.csv': csv(...roll('K1', 4, 4, 201)) });
    await expect.poll(async () => (await flow.detail(id)).deltas.length).toBeGreaterThan(0);
    const after = await flow.detail(id);
    expect(after.trace).toEqual(before.trace);
    expect(after.deltas).toContainEqual(
      expect.objectContaining({ indicator: 'taskCompletion', now: { actual: '0.800000', points: '13.33' } }),
    );
  });
});

describe('the review', () => {
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
    expect(returned.result?.reviews[0]?.opinions.passRate).toEqual({ points: '5', text: '补考未见记录' });
    expect(returned.editedSinceConfirmation).toEqual([]);
    await flow.fill(id, TOWN, { 'passRate.self': '5' });
    expect((await flow.detail(id)).editedSinceConfirmation).toContain('passRate.self');
    await flow.submit('2020', TOWN);
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
    await flow.must('office', 'POST', 'periods/2020/finalise');
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
    expect(xlsx?.headers['content-disposition']).toContain(encodeURIComponent(`${TOWN}-2020.xlsx`));
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
      expect(own.at(-1)).toMatchObject({ 系统分: Number(unit?.total), 复核分: Number(result?.total) });
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
    const out = join(test.folder, 'review');
    await score('2020', '--review', '--out', out);
    expect((await readFile(join(out, '绩效自评复核汇总-2020.xlsx'))).equals(file)).toBe(true);
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
    const answer = await app.inject({
      method: 'GET',
      url: '/api/v1/audit?limit=500',
      headers: { cookie: await cookieOf(test.home, 'auditor') },
    });
    const { rows, actions, chain } = answer.json();
    expect(chain.whole).toBe(true);
    for (const action of ['open', 'save', 'attach', 'detach', 'handIn', 'takeBack', 'confirm', 'accept']) {
      expect(actions).toContain(`evaluation.${action}`);
    }
    for (const action of ['return', 'review', 'finalise', 'publish', 'unpublish', 'finalisePeriod']) {
      expect(actions).toContain(`evaluation.${action}`);
    }
    expect(JSON.stringify(rows)).not.toContain('补考');
  });
});

describe('a demonstration', () => {
  it('has periods and forms in every state', async () => {
    const demo = await makeHome();
    await demo.load(
      {
        'a.csv': csv(institution()),
        'k.csv': csv(trainingClass({ 班级编号: 'K1', 实施镇街: TOWN })),
        'e.csv': csv(...roll('K1', 12, 9)),
      },
      { demo: true },
    );
    const server = await createApp({ home: demo.home, host: '127.0.0.1', port: 0, pages: null });
    try {
      const { must, forms } = evaluations(server, demo.home);
      const { periods } = EvaluationsAnswer.parse((await must('office', 'GET', 'periods')).json());
      expect(periods.map(({ id }) => id).sort()).toEqual(['2019', '2020', '2021', '2021H1']);
      const states = new Set(periods.flatMap((period) => Object.keys(period.states)));
      expect([...states].sort()).toEqual([...FormState.options].sort());
      const flags = new Set((await forms('2021H1')).flatMap((form) => form.flags));
      expect(flags).toContain('returned');
      expect(flags).toContain('returnedTwice');
      expect(flags).toContain('overdue');
      const results = (await must(`${TOWN}/1`, 'GET', 'periods/2019/results')).json();
      const published = EvaluationResults.parse(results).rows.filter(({ state }) => state === 'published');
      expect(published.length).toBeGreaterThan(25);
      // Looked at again, nothing is made twice.
      expect((await must('office', 'GET', 'periods')).json().periods).toHaveLength(4);
    } finally {
      await server.close();
      await demo.remove();
    }
  });
});
