import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { ScheduleService } from '../../apps/api/src/schedule/schedule.service.ts';
import {
  dayInShanghai,
  GivenTasks,
  ScheduleAnswer,
  TaskCounts,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, trainingClass } from '../support/ledgers.ts';

type App = Awaited<ReturnType<typeof createApp>>;

const UNITS = ['佛堂镇', '义亭镇'];
let test: TestHome;
let app: App;

/** The clock of everything in this process stands at this day, a minute after reminders are due. */
const at = (day: string, time = '08:01:00'): void => {
  vi.setSystemTime(new Date(`${day}T${time}+08:00`));
};
const dayAfter = (day: string, days: number): string =>
  dayInShanghai(new Date(Date.parse(day) + days * 86_400_000));
const start = (): Promise<App> => createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-03-03T12:00:00+08:00') });
  test = await makeHome();
  await test.load({ 'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })), 'e.csv': csv(enrolment()) });
  app = await start();
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
  vi.useRealTimers();
});

async function ask(method: 'GET' | 'POST', path: string, unit: string | null, payload?: object) {
  // A session of its own: the clock jumps over the end of every other.
  const cookie = await cookieOf(test.home, unit === null ? 'office' : 'unit', { unit });
  const answer = await app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: { cookie },
    ...(payload && { payload }),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer;
}

async function give(text: string, dueOn: string): Promise<string[]> {
  const wanted = { origin: { kind: 'other' }, text, units: UNITS, dueOn };
  return GivenTasks.parse((await ask('POST', 'tasks', null, wanted)).json()).ids;
}

async function step(unit: string | null, id: string, action: string, more: object = {}): Promise<void> {
  const { tasks } = TasksAnswer.parse((await ask('GET', 'tasks', unit)).json());
  const seen = tasks.find((task) => task.id === id)?.version;
  await ask('POST', 'tasks/steps', unit, { tasks: [{ id, seen }], action, comment: '已办', ...more });
}

/** What a unit is reminded of on its page. */
async function shown(unit: string): Promise<string[]> {
  const { reminders } = TaskCounts.parse((await ask('GET', 'tasks/counts', unit)).json());
  return reminders.map(({ text, daysLeft }) => `${text} ${daysLeft}`).sort();
}

let looked = '';
/** Lets the schedule look at the clock. @returns how many reminders each run since the last look gave */
async function look(server = app): Promise<number[]> {
  await server.get(ScheduleService).tick();
  const { runs } = ScheduleAnswer.parse((await ask('GET', 'schedule', null)).json());
  const done = runs.filter((run) => run.work === 'reminders' && run.state === 'done' && run.dueAt > looked);
  looked = done[0]?.dueAt ?? looked;
  return done.map(({ result }) => Number(/提醒 (\d+) 项/.exec(result?.zh ?? '')?.[1]));
}

describe('reminders by the clock', () => {
  it('come at seven, three and no days left, once to each unit, and to no other', async () => {
    await give('补训', '2031-03-20');
    at('2031-03-12');
    expect(await look()).toEqual([0]);
    expect(await shown('佛堂镇')).toEqual([]);
    const other = await start();
    for (const [day, left] of [
      ['2031-03-13', 7],
      ['2031-03-17', 3],
      ['2031-03-20', 0],
    ] as const) {
      at(dayAfter(day, -1));
      await look();
      at(day, '07:59:00');
      expect(await look()).toEqual([]);
      at(day);
      expect(await look()).toEqual([2]);
      expect(await look(other)).toEqual([]);
      for (const unit of UNITS) expect(await shown(unit)).toEqual([`补训 ${left}`]);
      at(dayAfter(day, 1));
      expect(await look()).toEqual([0]);
    }
    await other.close();
  });

  it('stay while a task is overdue, marked, until it is handed in', async () => {
    at('2031-03-22');
    const [mine, theirs] = TasksAnswer.parse((await ask('GET', 'tasks', null)).json()).tasks.sort((a) =>
      a.unit === '佛堂镇' ? -1 : 1,
    );
    expect([mine?.light, theirs?.light]).toEqual(['overdue', 'overdue']);
    expect(await shown('佛堂镇')).toEqual(['补训 -2']);
    const counts = TaskCounts.parse((await ask('GET', 'tasks/counts', '佛堂镇')).json());
    expect(counts.overdue).toBe(1);
    await step('佛堂镇', mine?.id ?? '', 'start');
    expect(await shown('佛堂镇')).toEqual(['补训 -2']);
    await step('佛堂镇', mine?.id ?? '', 'handIn');
    expect(await shown('佛堂镇')).toEqual([]);
    expect(await shown('义亭镇')).toEqual(['补训 -2']);
  });

  it('begin again with another due date', async () => {
    const { tasks } = TasksAnswer.parse((await ask('GET', 'tasks', '义亭镇')).json());
    await step(null, tasks[0]?.id ?? '', 'change', { dueOn: '2031-04-10' });
    expect(await shown('义亭镇')).toEqual([]);
    at('2031-04-03');
    expect(await look()).toEqual([1]);
    expect(await shown('义亭镇')).toEqual(['补训 7']);
    await step('义亭镇', tasks[0]?.id ?? '', 'start');
    await step('义亭镇', tasks[0]?.id ?? '', 'handIn');
  });

  it.each([
    ['two of their days', { due: '2031-05-20', back: '2031-05-19', left: 1, next: '2031-05-20', again: 2 }],
    ['all of their days', { due: '2031-06-20', back: '2031-06-25', left: -5, next: '2031-06-26', again: 0 }],
  ])('are caught up once where no server ran on %s', async (text, { due, back, left, next, again }) => {
    at(`${due.slice(0, 8)}01`);
    await look();
    const ids = await give(text, due);
    await app.close();
    at(back, '11:00:00');
    app = await start();
    expect(await look()).toEqual([2]);
    for (const unit of UNITS) expect(await shown(unit)).toEqual([`${text} ${left}`]);
    at(next);
    expect(await look()).toEqual([again]);
    for (const id of ids) await step(null, id, 'close');
  });
});
