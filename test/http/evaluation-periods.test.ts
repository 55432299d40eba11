import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { StateService } from '../../apps/api/src/state/state.service.ts';
import {
  EvaluationResults,
  EvaluationsAnswer,
  FormState,
  Problem,
  ScheduleAnswer,
  TaskState,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { evaluations, roll, TOWN } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution, trainingClass } from '../support/ledgers.ts';

let demo: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let flow: ReturnType<typeof evaluations>;
beforeAll(async () => {
  demo = await makeHome();
  await demo.load(
    {
      'a.csv': csv(institution()),
      'k.csv': csv(trainingClass({ 班级编号: 'K1', 实施镇街: TOWN })),
      'e.csv': csv(...roll('K1', 12, 9)),
    },
    { demo: true },
  );
  app = await createApp({ home: demo.home, host: '127.0.0.1', port: 0, pages: null });
  flow = evaluations(app, demo.home);
});
afterAll(async () => {
  await app?.close();
  await demo?.remove();
});

const problem = (answer: { json(): unknown }): Problem => Problem.parse(answer.json());

describe('a demonstration', () => {
  it('has periods and forms in every state', async () => {
    const { must, forms } = flow;
    const { periods, planned } = EvaluationsAnswer.parse((await must('office', 'GET', 'periods')).json());
    expect(planned.map(({ period }) => period)).toEqual(['2019-2021']);
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
  });

  it('has tasks of every origin that has one, in every state, and overdue ones', async () => {
    const tasks = async () => {
      const answer = await app.inject({
        method: 'GET',
        url: '/api/v1/tasks',
        headers: { cookie: await flow.cookieFor('leader') },
      });
      return TasksAnswer.parse(answer.json()).tasks;
    };
    const made = await tasks();
    expect(new Set(made.map(({ state }) => state))).toEqual(new Set(TaskState.options));
    expect([...new Set(made.map(({ origin }) => origin.kind))].sort()).toEqual(
      ['figure', 'form', 'handIn', 'other', 'rectification', 'score'].sort(),
    );
    expect(made.some(({ light }) => light === 'overdue')).toBe(true);
    expect(made.some(({ closedByItself }) => closedByItself)).toBe(true);
    expect(await tasks()).toHaveLength(made.length);
  });
});

describe('a period that is planned', () => {
  const run = async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/schedule/runs',
      headers: { cookie: await flow.cookieFor('office') },
      payload: { work: 'periods' },
    });
    expect(answer.statusCode, answer.body).toBe(204);
  };
  const schedule = async () =>
    ScheduleAnswer.parse(
      (
        await app.inject({
          method: 'GET',
          url: '/api/v1/schedule',
          headers: { cookie: await flow.cookieFor('leader') },
        })
      ).json(),
    );
  const list = async (who: 'office' | `${string}/1` = 'office') =>
    EvaluationsAnswer.parse((await flow.must(who, 'GET', 'periods')).json());
  /** As if its day had come. */
  const state = async () => app.get(StateService).get();

  it('is told to the bureaus and in the calendar, and waits for its day', async () => {
    const plan = { opensOn: '2098-12-01', closesOn: '2099-02-01', units: [TOWN] };
    await flow.open('2021Q1', plan);
    await flow.open('2021Q3', { opensOn: '2098-12-02' });
    await run();
    const { periods, planned } = await list();
    // Before them the one that the demonstration plans.
    expect(planned.slice(1)).toMatchObject([
      { period: '2021Q1', opensOn: '2098-12-01', closesOn: '2099-02-01', units: 1, by: '测试 test-office' },
      { period: '2021Q3', units: null },
    ]);
    expect(periods.map(({ id }) => id)).not.toContain('2021Q1');
    expect((await list(`${TOWN}/1`)).planned).toEqual([]);
    const coming = (await schedule()).upcoming.filter(({ work }) => work === 'periods');
    expect(coming.filter(({ on }) => on.startsWith('2098'))).toMatchObject([
      { on: '2098-12-01', what: { zh: '开启 2021 年第一季度评价期，截止 2099年1月20日' } },
      { on: '2098-12-02' },
    ]);
    await flow.must('office', 'DELETE', 'plans/2021Q3');
    expect((await flow.call('office', 'DELETE', 'plans/2021Q3')).statusCode).toBe(404);
  });

  it('opens once on its day, on behalf of who planned it, with the tasks of its units', async () => {
    await (await state())
      .updateTable('evaluation_plan')
      .set({ opens_on: '2020-01-01' })
      .where('period', '=', '2021Q1')
      .execute();
    await run();
    await run();
    const { periods, planned } = await list();
    expect(planned.map(({ period }) => period)).toEqual(['2019-2021']);
    expect(periods.find(({ id }) => id === '2021Q1')).toMatchObject({
      openedBy: '测试 test-office',
      closesOn: '2099-02-01',
    });
    const forms = await flow.forms('2021Q1');
    expect(forms.map(({ unit }) => unit)).toEqual([TOWN]);
    expect(await flow.tasksAbout(forms[0]?.id ?? '')).toHaveLength(1);
    const told = (await schedule()).runs.filter(({ work }) => work === 'periods');
    expect(told.filter(({ result }) => result?.zh === '开启评价期：2021 年第一季度；关闭：–')).toHaveLength(
      1,
    );
  });

  it('closes to units that never submitted, until the office sets a later day', async () => {
    const id = await flow.idOf('2021Q1', TOWN);
    await (await state())
      .updateTable('evaluation_period')
      .set({ closes_on: '2020-12-31' })
      .where('id', '=', '2021Q1')
      .execute();
    await run();
    const save = () => flow.call(`${TOWN}/1`, 'PATCH', `forms/${id}`, { seen: 0, values: { goals: '补报' } });
    const shut = await save();
    expect([shut.statusCode, problem(shut).detail.zh]).toEqual([
      409,
      expect.stringContaining('已于 2020-12-31 关闭填报'),
    ]);
    expect((await flow.detail(id, `${TOWN}/1`)).steps).toEqual([]);
    const close = (closesOn: string | null) =>
      flow.call('office', 'PUT', 'periods/2021Q1/closing', { closesOn });
    expect((await close('2020-12-31')).statusCode).toBe(422);
    expect((await close('2099-03-01')).statusCode).toBe(204);
    expect((await save()).statusCode).toBe(200);
  });

  it('is in the audit log, by the schedule or by who planned it', async () => {
    const answer = await app.inject({
      method: 'GET',
      url: '/api/v1/audit?limit=500',
      headers: { cookie: await flow.cookieFor('auditor') },
    });
    const { actions } = answer.json();
    for (const action of ['planPeriod', 'dropPlan', 'openPeriod', 'closePeriod', 'setClosing']) {
      expect(actions).toContain(`evaluation.${action}`);
    }
  });
});
