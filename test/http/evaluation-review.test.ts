import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvaluationResults, Problem } from '../../libs/contracts/src/index.ts';
import { evaluationServer, OTHER, TOWN } from '../support/evaluations.ts';

let server: Awaited<ReturnType<typeof evaluationServer>>;
let flow: (typeof server)['flow'];
beforeAll(async () => {
  server = await evaluationServer();
  flow = server.flow;
});
afterAll(() => server?.close());

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

  it('is published to the units, and withdrawn', async () => {
    const publish = (published: boolean) =>
      flow.must('office', 'PUT', 'periods/2020/publication', { published });
    const seen = async () => (await flow.call(`${TOWN}/1`, 'GET', 'periods/2020/results')).statusCode;
    expect(await seen()).toBe(403);
    await publish(true);
    expect(await seen()).toBe(200);
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
