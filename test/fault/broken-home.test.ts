import { cp, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { homePaths } from '../../etl/src/home/home.ts';
import { Health } from '../../libs/contracts/src/index.ts';
import { listAudit, openState, verifyAudit } from '../../libs/state/src/index.ts';
import { cookieOf, makeAccount } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, enrolment, institution, trainingClass } from '../support/ledgers.ts';
import { onSmallDisk } from '../support/mount.ts';

type App = Awaited<ReturnType<typeof createApp>>;

let test: TestHome;
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 备案日期: '' })),
    'e.csv': csv(enrolment()),
  });
  await test.load({ 'b.csv': csv(institution({ 机构编码: creditCode(2) })) });
});
afterAll(() => test?.remove());

async function withApp<T>(home: string, work: (app: App) => Promise<T>): Promise<T> {
  const app = await createApp({ home, host: '127.0.0.1', port: 0, pages: null, leastFreeBytes: 0 });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
const readyOf = async (app: App): Promise<[number, Health]> => {
  const answer = await app.inject({ method: 'GET', url: '/health/ready' });
  return [answer.statusCode, Health.parse(answer.json())];
};

describe('a current snapshot that cannot be read', () => {
  const snapshot = (home: string, id: string): string => homePaths(home).snapshot(id);
  /** Ways in which it is broken, and whether the server sees it as soon as it opens the file. */
  const WAYS: [string, (home: string) => Promise<void>][] = [
    ['is missing', (home) => rm(snapshot(home, '2'))],
    ['is empty', (home) => truncate(snapshot(home, '2'), 0)],
    ['is cut', async (home) => truncate(snapshot(home, '2'), (await stat(snapshot(home, '2'))).size / 2)],
    ['is no warehouse', (home) => writeFile(snapshot(home, '2'), 'x'.repeat(4_000_000))],
    [
      'has a damaged part',
      async (home) => {
        const path = snapshot(home, '2');
        const { size } = await stat(path);
        const file = await open(path, 'r+');
        await file.write(Buffer.alloc(size - 3 * 4096, 0xa5), 0, size - 3 * 4096, 3 * 4096);
        await file.close();
      },
    ],
    ['is named by no number', (home) => writeFile(homePaths(home).current, '../../etc\n')],
    ['is named by nothing', (home) => rm(homePaths(home).current)],
  ];

  it.each(WAYS)('%s: an earlier one answers, and it is said so', async (way, harm) => {
    const home = join(test.folder, way);
    await cp(test.home, home, { recursive: true });
    await harm(home);
    await withApp(home, async (app) => {
      const headers = { cookie: await cookieOf(home, 'office') };
      const get = (path: string) => app.inject({ method: 'GET', url: `/api/v1/${path}`, headers });
      const answer = await get('progress');
      expect(answer.statusCode).toBe(200);
      expect((await get('snapshots')).json().snapshots.length).toBeGreaterThan(0);
      // A name that was lost is guessed: the newest answers.
      const serving = way === 'is named by nothing' || way === 'is named by no number' ? '2' : '1';
      expect((await get('snapshots/current')).json().id).toBe(serving);
      const [status, health] = await readyOf(app);
      expect([status, health.status, health.snapshot]).toEqual([200, 'degraded', serving]);
      expect(health.problems[0]?.zh).toContain('较早的快照');
      const used = await app.inject({ method: 'POST', url: '/api/v1/snapshots/1/use', headers });
      expect(used.statusCode).toBe(204);
      expect(await readyOf(app)).toEqual([200, { status: 'ok', snapshot: '1', problems: [] }]);
    });
  });

  it('is taken up again once it is restored', async () => {
    const home = join(test.folder, 'restored');
    await cp(test.home, home, { recursive: true });
    await rename(snapshot(home, '2'), join(home, 'away'));
    await withApp(home, async (app) => {
      expect((await readyOf(app))[1].snapshot).toBe('1');
      await rename(join(home, 'away'), snapshot(home, '2'));
      await expect.poll(async () => (await readyOf(app))[1]).toMatchObject({ status: 'ok', snapshot: '2' });
    });
  });

  it('leaves the server without any: it starts, and says what to do', async () => {
    const home = join(test.folder, 'none');
    await cp(test.home, home, { recursive: true });
    for (const id of ['1', '2']) await truncate(snapshot(home, id), 100);
    await withApp(home, async (app) => {
      const [status, health] = await readyOf(app);
      expect([status, health.status]).toEqual([503, 'down']);
      const headers = { cookie: await cookieOf(home, 'office') };
      const answer = await app.inject({ method: 'GET', url: '/api/v1/progress', headers });
      expect([answer.statusCode, answer.json().detail.zh]).toEqual([503, expect.stringContaining('备份')]);
    });
  });
});

describe('a server without its state store', () => {
  it('says so when it is asked whether it is ready', async () => {
    const home = join(test.folder, 'no-state');
    await cp(test.home, home, { recursive: true });
    await mkdir(join(home, 'state.sqlite'));
    await withApp(home, async (app) => {
      const [status, health] = await readyOf(app);
      expect([status, health.problems[0]?.zh]).toEqual([503, expect.stringContaining('状态库')]);
    });
  });
});

describe('a full disk', () => {
  it('is told by every route that writes (507), loses nothing, and reading goes on', async () => {
    const home = join(test.folder, 'small');
    await onSmallDisk(home, 64 << 20, async () => {
      await cp(test.home, home, { recursive: true });
      await makeAccount(home, { name: 'chen', role: 'office', password: 'quiet lanterns over nine bridges' });
      await withApp(home, (app) => writeOnFullDisk(app, home));
    });
  });
});

const TASK = {
  origin: { kind: 'other' },
  text: '请核实',
  units: ['佛堂镇'],
  dueOn: '2099-06-30',
};

async function writeOnFullDisk(app: App, home: string): Promise<void> {
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();
  const office = { cookie: await cookieOf(home, 'office', { purpose: '核对' }) };
  const admin = { cookie: await cookieOf(home, 'admin') };
  const call = (method: string, path: string, body?: object, headers = office): Promise<Response> =>
    fetch(`${address}/api/v1/${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const send = (path: string): Promise<Response> => {
    const form = new FormData();
    form.append('files', new Blob(['x'.repeat(200_000)]), 'x.txt');
    return fetch(`${address}/api/v1/${path}`, { method: 'POST', body: form, headers: office });
  };
  const [finding] = (await (await call('GET', 'findings')).json()).rows as { id: string; version: number }[];
  const id = finding?.id ?? '';
  const seen = { [id]: finding?.version ?? 0 };
  const filter = { name: '我的', query: 'rule=R14' };
  const account = { name: 'zhao', displayName: '赵', role: 'leader' };
  // Every table has grown before the disk is full.
  expect((await call('PUT', 'settings/figures-shared', { shared: true })).status).toBe(204);
  const state = await openState(home);
  const before = (await listAudit(state, { limit: 1, offset: 0 })).total;

  const [task] = (await (await call('POST', 'tasks', TASK)).json()).ids as string[];

  await fill(join(home, 'filler'));
  const writers: [string, () => Promise<Response>][] = [
    ['a comment', () => call('POST', 'findings/changes', { ids: [id], change: { comment: '说明' }, seen })],
    ['a file', () => send(`findings/${id}/files`)],
    ['an upload', () => send('uploads')],
    ['a filter', () => call('POST', 'findings/filters', filter)],
    ['a setting', () => call('PUT', 'settings/figures-shared', { shared: false })],
    ['an account', () => call('POST', 'accounts', account, admin)],
    ['a task', () => call('POST', 'tasks', TASK)],
    ['a file of a task', () => send(`tasks/${task}/files`)],
    ['an evaluation', () => call('POST', 'evaluations/periods', { period: '2020', dueOn: '2099-01-20' })],
    ['a run of the schedule', () => call('POST', 'schedule/runs', { work: 'reminders' })],
    ['a purpose', () => call('PUT', 'session/purpose', { text: '核对' })],
    ['a snapshot', () => call('POST', 'snapshots/1/use')],
    [
      'a sign-in',
      () => call('POST', 'session', { name: 'chen', password: 'quiet lanterns over nine bridges' }),
    ],
  ];
  for (const [what, write] of writers) {
    // The store has some room in the pages it has: it takes a few small entries before it is full.
    let answer = await write();
    for (let time = 0; answer.status < 300 && time < 200; time += 1) answer = await write();
    expect(`${what} ${answer.status}`).toBe(`${what} 507`);
    expect((await answer.json()).detail.zh).toContain('磁盘空间不足');
  }
  expect((await call('GET', 'progress')).status).toBe(200);
  expect((await call('GET', 'snapshots/current')).status).toBe(200);
  const [status, health] = await readyOf(app);
  expect([status, health.snapshot]).toEqual([200, '2']);

  await rm(join(home, 'filler'));
  expect((await call('POST', 'snapshots/1/use')).status).toBe(204);
  expect((await readFile(homePaths(home).current, 'utf8')).trim()).toBe('1');
  expect((await send('uploads')).status).toBe(201);
  const chain = await verifyAudit(state);
  expect(chain.whole).toBe(true);
  expect(chain.entries).toBeGreaterThan(before);
  await state.destroy();
}

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (const bytes of [1 << 20, 4096, 1]) {
    try {
      for (;;) await file.write(Buffer.alloc(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  await file.close();
}
