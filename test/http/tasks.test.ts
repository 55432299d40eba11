import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { TaskUpkeepService } from '../../apps/api/src/tasks/task-upkeep.service.ts';
import {
  dayInShanghai,
  FindingsAnswer,
  GivenTasks,
  ScoreTrace,
  type Task,
  TaskCounts,
  TaskDetail,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, trainingClass } from '../support/ledgers.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => dayInShanghai(new Date(Date.now() + days * DAY_MS));

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 班级编号: 'K1', 备案日期: '', 实施镇街: '佛堂镇' }),
      trainingClass({ 班级编号: 'K3' }),
    ),
    'e.csv': csv(enrolment()),
    'p.csv': csv(payout({ 公示开始日期: '', 公示结束日期: '' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['leader', 'office', 'auditor', 'admin'] as const) {
    cookies[role] = await cookieOf(test.home, role);
  }
  cookies.fotang = await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
  cookies.yiting = await cookieOf(test.home, 'unit', { unit: '义亭镇' });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, who = 'office') =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie: cookies[who] ?? '' } });
const post = (path: string, payload: object, who: string) =>
  app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: { cookie: cookies[who] ?? '' }, payload });
const list = async (query = '', who = 'office'): Promise<Task[]> =>
  TasksAnswer.parse((await get(`tasks?${query}`, who)).json()).tasks;
const detail = async (id: string, who = 'office'): Promise<TaskDetail> =>
  TaskDetail.parse((await get(`tasks/${id}`, who)).json());

async function give(wanted: object, who = 'leader'): Promise<string[]> {
  const answer = await post(
    'tasks',
    { origin: { kind: 'other' }, text: '请核实并书面说明', units: ['佛堂镇'], dueOn: inDays(30), ...wanted },
    who,
  );
  expect(answer.statusCode, answer.body).toBe(201);
  return GivenTasks.parse(answer.json()).ids;
}

async function step(id: string, action: string, who: string, more: object = {}): Promise<number> {
  const { task } = await detail(id);
  const answer = await post('tasks/steps', { tasks: [{ id, seen: task.version }], action, ...more }, who);
  return answer.statusCode;
}

describe('a leader’s note on a figure', () => {
  let ids: string[] = [];
  it('becomes one task for each unit, with the figure frozen as it was', async () => {
    ids = await give({
      origin: { kind: 'figure', figure: 'completed', filters: { town: ['佛堂镇'] } },
      units: ['佛堂镇', '义亭镇'],
      importance: 'urgent',
    });
    expect(ids).toHaveLength(2);
    const { task, now, plainText } = await detail(ids[0] ?? '');
    expect(task).toMatchObject({
      unit: '佛堂镇',
      state: 'open',
      importance: 'urgent',
      givenBy: '测试 test-leader',
    });
    expect(task.origin).toMatchObject({ kind: 'figure', figure: 'completed', filters: { town: ['佛堂镇'] } });
    expect(now).toMatchObject({ value: task.origin.kind === 'figure' ? task.origin.value : null });
    expect(plainText).toContain(`期限：${task.dueOn}（紧急）`);
    expect(plainText).toContain('督办指标：完成培训人次：1 人次');
  });

  it('is seen by its unit and by no other', async () => {
    expect((await list('scope=mine', 'fotang')).map(({ id }) => id)).toContain(ids[0]);
    expect((await list('', 'yiting')).map(({ id }) => id)).toEqual([ids[1]]);
    expect((await get(`tasks/${ids[0]}`, 'yiting')).statusCode).toBe(404);
  });

  it('goes its way: 签收, 提请验收, 退回 with a reason, 提请验收, 销号', async () => {
    const [id = ''] = ids;
    expect(await step(id, 'start', 'yiting')).toBe(404);
    expect(await step(id, 'start', 'leader')).toBe(403);
    expect(await step(id, 'start', 'fotang')).toBe(204);
    expect(await step(id, 'handIn', 'fotang')).toBe(422);
    expect(await step(id, 'handIn', 'fotang', { comment: '已核实，情况见附件' })).toBe(204);
    expect(await step(id, 'close', 'fotang')).toBe(403);
    expect(await step(id, 'return', 'office')).toBe(422);
    expect(await step(id, 'return', 'office', { comment: '请补充名单核对结果' })).toBe(204);
    expect(await step(id, 'return', 'office', { comment: '再退一次' })).toBe(409);
    expect(await step(id, 'handIn', 'fotang', { comment: '已补充' })).toBe(204);
    expect(await step(id, 'close', 'leader')).toBe(204);
    const { task, events } = await detail(id);
    expect(task).toMatchObject({ state: 'closed', closedInTime: true, closedByItself: false, light: null });
    expect(events.map(({ action, to }) => `${action} ${to}`)).toEqual([
      'give open',
      'start doing',
      'handIn handedIn',
      'return doing',
      'handIn handedIn',
      'close closed',
    ]);
  });

  it('refuses a step on what was changed meanwhile, and keeps nothing of a step for many', async () => {
    const [, id = ''] = ids;
    const { version } = (await detail(id)).task;
    expect(await step(id, 'change', 'office', { dueOn: inDays(60) })).toBe(204);
    const stale = await post('tasks/steps', { tasks: [{ id, seen: version }], action: 'close' }, 'office');
    expect(stale.statusCode).toBe(409);
    const [other = ''] = await give({});
    const many = await post(
      'tasks/steps',
      {
        tasks: [
          { id: other, seen: 1 },
          { id, seen: version },
        ],
        action: 'close',
      },
      'office',
    );
    expect(many.statusCode).toBe(409);
    expect((await detail(other)).task.state).toBe('open');
  });

  it('counts by unit what is open, overdue and closed in time', async () => {
    const { units } = TasksAnswer.parse((await get('tasks')).json());
    expect(units.find(({ unit }) => unit === '佛堂镇')).toMatchObject({
      closed: 1,
      closedInTime: 1,
      overdue: 0,
    });
  });
});

describe('a note on a score', () => {
  const origin = { kind: 'score', unit: '佛堂镇', period: '2020' };
  const scores = async (who: string): Promise<ScoreTrace> =>
    ScoreTrace.parse((await get('scores/trace?period=2020&unit=佛堂镇', who)).json());

  it('freezes the points of the unit in an indicator, or its total, beside those of now', async () => {
    const [unit] = (await scores('leader')).units;
    const one = unit?.indicators.find(({ id }) => id === 'passRate');
    expect(one?.points).toMatch(/^\d/);
    const [first = ''] = await give({ origin: { ...origin, indicator: 'passRate' }, units: ['佛堂镇'] });
    const { task, now, plainText } = await detail(first);
    expect(task.origin).toMatchObject({
      ...{ kind: 'score', indicator: 'passRate', name: { zh: '考核合格率' } },
      ...{ value: one?.points ?? null, weight: one?.weightInForce, asOf: '2020-12-31' },
    });
    expect(now).toMatchObject({ value: one?.points ?? null, asOf: '2020-12-31' });
    expect(plainText).toContain('得分口径：佛堂镇 2020 年度；截至 2020年12月31日');
    const [second = ''] = await give({ origin: { ...origin, asOf: '2020-06-30' }, units: ['佛堂镇'] });
    const total = await detail(second);
    expect(total.task.origin).toMatchObject({ indicator: null, name: { zh: '总分' }, asOf: '2020-06-30' });
    expect(total.now?.value).toBe(unit?.total);
    expect((await list('origin=score', 'leader')).map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect((await list('origin=score', 'yiting')).length).toBe(0);
  });

  it('has the weight of each day, also where indicators begin to apply in between', async () => {
    const asOf = '2020-03-31';
    const at = async (indicator: string, query: string) => {
      const [unit] = ScoreTrace.parse(
        (await get(`scores/trace?period=2020&unit=佛堂镇${query}`)).json(),
      ).units;
      const one = unit?.indicators.find(({ id }) => id === indicator);
      return { value: one?.points ?? null, weight: one?.weightInForce };
    };
    for (const indicator of ['traceable', 'passRate']) {
      const [id = ''] = await give({ origin: { ...origin, indicator, asOf } });
      const { task, now } = await detail(id);
      const [before, after] = [await at(indicator, `&asOf=${asOf}`), await at(indicator, '')];
      expect(task.origin).toMatchObject({ ...before, asOf });
      expect(now).toMatchObject({ ...after, asOf: '2020-12-31' });
      expect(before.weight).not.toBe(after.weight);
    }
    expect(await at('passRate', `&asOf=${asOf}`)).toEqual({ value: null, weight: '0.00' });
  });

  it.each([
    [{ units: ['佛堂镇', '义亭镇'] }, 422, /不能交给义亭镇/],
    [{ origin: { ...origin, indicator: 'weather' } }, 422, /weather/],
    [{ origin: { ...origin, unit: '气象局' } }, 422, /气象局/],
    [{ origin: { ...origin, period: '2020Q2' } }, 400, /2020H1/],
  ])('refuses %j', async (wrong, status, said) => {
    const answer = await post(
      'tasks',
      { origin, units: ['佛堂镇'], text: '请说明', dueOn: inDays(30), ...wrong },
      'leader',
    );
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringMatching(said)]);
  });
});

describe('giving a task', () => {
  it.each([
    [{ dueOn: '2020-01-01' }, 422, '期限'],
    [{ units: ['不存在的镇'] }, 422, '不存在的镇'],
    [{ units: [], account: 'nobody-here' }, 422, 'nobody-here'],
    [{ units: [] }, 400, '单位'],
    [{ text: '' }, 400, ''],
    [{ origin: { kind: 'figure', figure: 'completed', filters: { town: ['火星镇'] } } }, 400, '火星镇'],
  ])('refuses %j and says why', async (wrong, status, words) => {
    const answer = await post(
      'tasks',
      { origin: { kind: 'other' }, text: 'x', units: ['佛堂镇'], dueOn: inDays(9), ...wrong },
      'office',
    );
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.body).toContain(words);
  });

  it('is not for units, auditors and administrators', async () => {
    for (const who of ['fotang', 'auditor', 'admin']) {
      const wanted = { origin: { kind: 'other' }, text: 'x', units: ['佛堂镇'], dueOn: inDays(9) };
      expect((await post('tasks', wanted, who)).statusCode).toBe(403);
    }
  });
});

describe('the task beside a finding', () => {
  const finding = async () => {
    const answer = FindingsAnswer.parse((await get('findings?rule=R14')).json());
    const row = answer.rows.find(({ classId }) => classId === 'K1');
    if (!row) throw new Error('no finding about K1');
    return row;
  };
  const changeCase = async (change: object) => {
    const { id, version } = await finding();
    const answer = await post('findings/changes', { ids: [id], change, seen: { [id]: version } }, 'office');
    expect(answer.statusCode, answer.body).toBe(204);
  };
  const tasks = async () => list(`about=finding:${(await finding()).id}`);

  it('is there once it is assigned with a due date, and follows the date', async () => {
    await changeCase({ assign: { to: 'town' } });
    expect(await tasks()).toEqual([]);
    await changeCase({ dueOn: inDays(20) });
    expect(await tasks()).toMatchObject([{ unit: '佛堂镇', dueOn: inDays(20), state: 'open' }]);
    await changeCase({ dueOn: inDays(25) });
    expect(await tasks()).toMatchObject([{ dueOn: inDays(25), version: 2 }]);
  });

  it('closes by itself when the finding is decided, and comes back when it is opened again', async () => {
    await changeCase({ status: 'rectified' });
    expect(await tasks()).toMatchObject([{ state: 'closed', closedByItself: true }]);
    await changeCase({ status: 'checking' });
    expect((await tasks()).map(({ state }) => state).sort()).toEqual(['closed', 'open']);
  });

  it('closes by itself when new ledgers take the finding away', async () => {
    await test.load({ 'k2.csv': csv(trainingClass({ 班级编号: 'K1', 实施镇街: '佛堂镇' })) });
    await app.get(TaskUpkeepService).closeEnded();
    expect((await list('origin=finding')).map(({ state }) => state)).toEqual(['closed', 'closed']);
  });
});

describe('a ledger that did not arrive', () => {
  it('is asked for, and the task closes by itself when the unit hands it in', async () => {
    const [id = ''] = await give({ origin: { kind: 'handIn', ledger: 'classes' } }, 'office');
    await test.load(
      { 'k3.csv': csv(trainingClass({ 班级编号: 'K9', 实施镇街: '义亭镇' })) },
      { unit: '义亭镇' },
    );
    await app.get(TaskUpkeepService).closeEnded();
    expect((await detail(id)).task.state).toBe('open');
    await test.load(
      { 'k4.csv': csv(trainingClass({ 班级编号: 'K8', 实施镇街: '佛堂镇' })) },
      { unit: '佛堂镇' },
    );
    await app.get(TaskUpkeepService).closeEnded();
    expect((await detail(id)).task).toMatchObject({ state: 'closed', closedByItself: true });
  });
});

describe('reminders', () => {
  it('are given at seven, three and no days left, each once', async () => {
    await give({ text: '三天内', dueOn: inDays(2) });
    await give({ text: '一周内', dueOn: inDays(6) });
    await give({ text: '还早', dueOn: inDays(8) });
    for (const _ of [1, 2]) {
      expect((await post('schedule/runs', { work: 'reminders' }, 'office')).statusCode).toBe(204);
    }
    const { reminders, mine } = TaskCounts.parse((await get('tasks/counts', 'fotang')).json());
    expect(reminders.map(({ text, daysLeft }) => `${text} ${daysLeft}`).sort()).toEqual([
      '一周内 6',
      '三天内 2',
    ]);
    expect(mine).toBeGreaterThanOrEqual(3);
    const { runs } = (await get('schedule')).json() as { runs: { work: string; result: { zh: string } }[] };
    const given = runs.filter(({ work }) => work === 'reminders').map(({ result }) => result.zh);
    expect(given.filter((text) => text.includes('提醒 2 项'))).toHaveLength(1);
    expect((await post('schedule/runs', { work: 'reminders' }, 'fotang')).statusCode).toBe(403);
  });
});

describe('files of tasks', () => {
  it('the 督办单 and the list open as documents', async () => {
    const [id = ''] = await give({ origin: { kind: 'figure', figure: 'paid' } });
    const sheet = await get(`tasks/${id}/sheet.docx`);
    expect(sheet.statusCode).toBe(200);
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await get('tasks/export.xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await get(`tasks/${id}/sheet.docx`, 'yiting')).statusCode).toBe(404);
  });
});
