import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantInShanghai, OpenPeriodRequest, ScheduledWork } from '../../libs/contracts/src/index.ts';
import {
  addPeriod,
  addRun,
  addTask,
  change,
  finishRun,
  keepPlan,
  listForms,
  listPeriods,
  listPlans,
  listReminded,
  listRuns,
  listTasks,
  openState,
  type State,
  takeRun,
} from '../../libs/state/src/index.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, trainingClass } from '../support/ledgers.ts';
import { freePort, openWhenReady, startPostgres } from '../support/postgres.ts';
import { startProgram } from '../support/program.ts';

const DAY_MS = 86_400_000;
const ago = (ms: number): string => instantInShanghai(new Date(Date.now() - ms));
const OK = { ok: true, result: { zh: '完成', en: 'done' } };

describe.each(['SQLite', 'PostgreSQL'] as const)('scheduled work on %s', (engine) => {
  let test: TestHome;
  let url: string | undefined;
  let state: State;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    test = await makeHome();
    if (engine === 'PostgreSQL') ({ url, stop } = await startPostgres());
    state = await openWhenReady(() => openState(test.home, url));
  }, 60_000);
  afterAll(async () => {
    await state?.destroy();
    await stop();
    await test?.remove();
  });

  it('is noted once for one instant, and taken by one worker of many', async () => {
    const due = ago(60_000);
    const noted = await Promise.all(Array.from({ length: 8 }, () => addRun(state, 'cleaning', due)));
    expect(noted.filter(Boolean)).toHaveLength(1);
    const taken = await Promise.all(Array.from({ length: 8 }, (_, worker) => takeRun(state, `w${worker}`)));
    expect(taken.filter((run) => run !== undefined)).toHaveLength(1);
  });

  it('of a server that died is taken by another once its lease has ended', async () => {
    expect(await takeRun(state, 'second')).toBeUndefined();
    await state
      .updateTable('scheduled_run')
      .set({ locked_until: ago(1000) })
      .execute();
    const run = await takeRun(state, 'second');
    expect(run).toMatchObject({ work: 'cleaning', tries: 2 });
    if (!run) return;
    // The first comes back late: the work is no longer its own.
    await finishRun(state, run, 'w0', { ok: false, result: { zh: '失败', en: 'failed' } });
    await finishRun(state, run, 'second', OK);
    expect(await listRuns(state, 10)).toMatchObject([{ state: 'done', result: OK.result }]);
  });

  it('that fails is tried again, three times in all', async () => {
    await addRun(state, 'cleaning', ago(30_000));
    const failed = { ok: false, result: { zh: '失败', en: 'failed' } };
    for (const tries of [1, 2, 3]) {
      const run = await takeRun(state, 'w');
      expect(run).toMatchObject({ tries });
      if (run) await finishRun(state, run, 'w', failed);
    }
    expect(await takeRun(state, 'w')).toBeUndefined();
    expect((await listRuns(state, 1))[0]).toMatchObject({ state: 'failed', tries: 3 });
  });

  it('missed while no server ran is done once by two that start together', async () => {
    await state.deleteFrom('scheduled_run').execute();
    await test.load({ 'k.csv': csv(trainingClass({ 实施镇街: '佛堂镇' })), 'e.csv': csv(enrolment()) });
    for (const work of ScheduledWork.options) {
      const before = ago(3 * DAY_MS);
      await addRun(state, work, before);
      const run = await takeRun(state, 'before');
      if (run) await finishRun(state, run, 'before', OK);
    }
    const task = { origin: { kind: 'other' as const }, text: '核对名单', unit: '佛堂镇' };
    const dueOn = instantInShanghai(new Date(Date.now() + 2 * DAY_MS)).slice(0, 10);
    const id = await change(state, (within) => addTask(within, { ...task, dueOn }, null));
    await change(state, (within) =>
      keepPlan(within, {
        ...{ opensOn: ago(DAY_MS).slice(0, 10), account: 'office', by: '专班办公室', at: ago(3 * DAY_MS) },
        request: OpenPeriodRequest.parse({ period: '2020', dueOn, units: ['佛堂镇', '义亭镇'] }),
      }),
    );
    await change(state, (within) =>
      addPeriod(within, {
        ...{ id: '2019', from: '2019-01-01', to: '2019-12-31', kind: 'annual', dueOn: '2020-01-20' },
        ...{ scheme: '{}', note: null, openedAt: ago(9 * DAY_MS), openedBy: '专班办公室' },
        ...{ closesOn: ago(2 * DAY_MS).slice(0, 10), closedAt: null, finalisedAt: null, publishedAt: null },
      }),
    );
    const servers = await Promise.all(
      [1, 2].map(async () =>
        startProgram(test.home, ['serve', '--port', String(await freePort())], {
          env: url === undefined ? {} : { SKILL_LEDGER_STATE_URL: url },
        }),
      ),
    );
    try {
      const isDone = async () =>
        (await listRuns(state, 100)).filter(
          ({ state: now, result }) => now === 'done' && result?.zh !== '完成',
        );
      for (
        let attempt = 0;
        (await isDone()).length < ScheduledWork.options.length && attempt < 900;
        attempt += 1
      )
        await sleep(100);
      // Time for a second server to do it again, if it did.
      await sleep(1000);
      const runs = (await listRuns(state, 100)).filter(({ result }) => result?.zh !== '完成');
      expect(runs.map(({ work, state: now, tries }) => `${work} ${now} ${tries}`).sort()).toEqual([
        'cleaning done 1',
        'notices done 1',
        'periods done 1',
        'releases done 1',
        'reminders done 1',
        'reports done 1',
      ]);
      expect(await listPlans(state)).toEqual([]);
      expect(await listPeriods(state)).toMatchObject([
        { id: '2020', openedBy: '专班办公室', closedAt: null },
        { id: '2019', closedAt: expect.any(String) },
      ]);
      const done = await state.selectFrom('audit').select(['action', 'subject']).execute();
      const steps = done.map(({ action, subject }) => `${action} ${subject}`);
      expect(steps.filter((step) => /(open|close)Period/.test(step)).sort()).toEqual([
        'evaluation.closePeriod 2019',
        'evaluation.openPeriod 2020',
      ]);
      expect(runs.find(({ work }) => work === 'periods')?.result?.zh).toBe(
        '开启评价期：2020 年度；关闭：2019 年度',
      );
      const reminders = await state.selectFrom('task_reminder').select(['task_id']).execute();
      expect(reminders.filter(({ task_id }) => task_id === id)).toHaveLength(1);
      const forms = await listForms(state, { period: '2020' });
      expect(forms.map(({ unit }) => unit).sort()).toEqual(['义亭镇', '佛堂镇'].sort());
      const tasks = await listTasks(state);
      expect(tasks.map(({ origin }) => origin.kind).sort()).toEqual(['form', 'form', 'other']);
      // Whether the forms' tasks are reminded of depends on which of the two kinds of work came first.
      expect(await listReminded(state)).toContain(id);
    } finally {
      for (const { child } of servers) child.kill('SIGTERM');
      await Promise.all(servers.map(({ ended }) => ended));
    }
  }, 180_000);
});
