import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormVersion, Problem } from '../../libs/contracts/src/index.ts';
import { evaluationServer, OTHER, roll, TOWN } from '../support/evaluations.ts';
import { csv } from '../support/ledgers.ts';

/** An auditor who has stated what personal values are looked at for. */
const READER = 'auditor with a purpose';
const PDF = Buffer.from('%PDF-1.7 evidence');

let server: Awaited<ReturnType<typeof evaluationServer>>;
let flow: (typeof server)['flow'];
beforeAll(async () => {
  server = await evaluationServer();
  flow = server.flow;
});
afterAll(() => server?.close());

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
    [{ period: '2021', dueOn: '2098-01-20', opensOn: '2098-01-21' }, 422, '2098-01-21'],
    [{ period: '2021', dueOn: '2098-01-20', closesOn: '2098-01-19' }, 422, '2098-01-20'],
    [{ period: '2020', dueOn: '2098-01-20', opensOn: '2097-01-21' }, 409, '已经开启'],
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
      return server.app.inject({
        method: 'POST',
        url: `/api/v1/evaluations/forms/${id}/files`,
        headers: {
          cookie: await flow.cookieFor(`${TOWN}/1`),
          'content-type': request.headers.get('content-type') ?? '',
        },
        payload: Buffer.from(await request.arrayBuffer()),
      });
    };
    expect((await attach('总结.pdf', PDF)).statusCode).toBe(204);
    const wrong = await attach('假的.pdf', Buffer.from('<html>'));
    expect(wrong.statusCode).toBe(415);
    expect(problem(wrong).detail.zh).toContain('“假的.pdf”的内容与扩展名不符');
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
    await server.test.load({ 'more.csv': csv(...roll('K1', 4, 4, 201)) });
    await expect.poll(async () => (await flow.detail(id)).deltas.length).toBeGreaterThan(0);
    const after = await flow.detail(id);
    expect(after.trace).toEqual(before.trace);
    expect(after.deltas).toContainEqual(
      expect.objectContaining({ indicator: 'taskCompletion', now: { actual: '0.800000', points: '13.33' } }),
    );
  });
});

describe('the task beside a form', () => {
  it('is there from the opening, is taken up with the first word, and closes by itself with the submission', async () => {
    const id = await flow.idOf('2020', OTHER);
    const [task] = await flow.tasksAbout(id);
    expect(task).toMatchObject({
      ...{ unit: OTHER, state: 'open', dueOn: '2099-01-20', importance: 'normal' },
      origin: { kind: 'form', form: id, period: '2020', returned: false },
      givenBy: '测试 test-office',
    });
    expect(await flow.tasksAbout(id, `${TOWN}/1`)).toEqual([]);
    await flow.must(`${OTHER}/1`, 'PATCH', `forms/${id}`, { seen: 0, values: { goals: '完成 10 人次' } });
    expect(await flow.tasksAbout(id, `${OTHER}/1`)).toMatchObject([{ state: 'doing', isMine: true }]);
    await flow.submit('2020', OTHER);
    expect(await flow.tasksAbout(id)).toMatchObject([
      { state: 'closed', closedByItself: true, closedInTime: true },
    ]);
  });
});

it('is in the audit log, step by step, without a word of the forms', async () => {
  const answer = await server.app.inject({
    method: 'GET',
    url: '/api/v1/audit?limit=500',
    headers: { cookie: await flow.cookieFor('auditor') },
  });
  const { rows, actions, chain } = answer.json();
  expect(chain.whole).toBe(true);
  for (const action of ['open', 'save', 'attach', 'detach', 'handIn', 'takeBack', 'confirm', 'openPeriod']) {
    expect(actions).toContain(`evaluation.${action}`);
  }
  expect(JSON.stringify(rows)).not.toContain('补考');
});
