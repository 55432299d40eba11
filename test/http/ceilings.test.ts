import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { configWarnings } from '../../apps/api/src/config/config.ts';
import { snapshotIds } from '../../etl/src/home/home.ts';
import { AuditAnswer, Job, ROWS_HEADER } from '../../libs/contracts/src/index.ts';
import { change, closeSessions, findAccount, note, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { creditCode, csv, enrolment, institution, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let address = '';
let office = '';
let auditor = '';
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 备案日期: '' })),
    'e.csv': csv(enrolment()),
  });
  app = await createApp({
    home: test.home,
    host: '127.0.0.1',
    port: 0,
    pages: null,
    jobs: { running: 1, runningPerAccount: 1, waiting: 2, waitingPerAccount: 2 },
    evidenceQuota: { account: 60, all: 1000 },
    uploadQuota: { account: 5000, all: 9000 },
    bodyStallMs: 300,
    keptSnapshots: 2,
  });
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
  office = await cookieOf(test.home, 'office', { purpose: '核对' });
  auditor = await cookieOf(test.home, 'auditor');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, cookie = office) =>
  app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: { cookie } });
const upload = async (name: string, content: string): Promise<Response> => {
  const form = new FormData();
  form.append('files', new Blob([content]), name);
  return fetch(`${address}/api/v1/uploads`, { method: 'POST', body: form, headers: { cookie: office } });
};
const check = async (id: string): Promise<Response> =>
  fetch(`${address}/api/v1/uploads/${id}/check`, { method: 'POST', headers: { cookie: office } });
const jobOf = async (id: string): Promise<Job> => Job.parse((await get(`jobs/${id}`)).json());

describe('jobs', () => {
  it('wait in the queue with their position, and are refused if it is full', async () => {
    const { id } = (await (await upload('x.csv', csv(institution({ 机构编码: creditCode(3) })))).json()) as {
      id: string;
    };
    const jobs: Job[] = [];
    for (let number = 0; number < 3; number += 1) jobs.push(Job.parse(await (await check(id)).json()));
    expect(jobs.map(({ state, place }) => [state, place])).toEqual([
      ['running', null],
      ['waiting', 1],
      ['waiting', 2],
    ]);
    const refused = await check(id);
    expect(refused.status).toBe(429);
    expect(((await refused.json()) as { detail: { zh: string } }).detail.zh).toContain('排队的任务太多');
    const [, second, third] = jobs.map((job) => job.id);
    await fetch(`${address}/api/v1/jobs/${second}`, { method: 'DELETE', headers: { cookie: office } });
    expect((await jobOf(second ?? '')).state).toBe('cancelled');
    expect((await jobOf(third ?? '')).place).not.toBe(2);
    await expect.poll(async () => (await jobOf(third ?? '')).state).toBe('done');
    await fetch(`${address}/api/v1/uploads/${id}`, { method: 'DELETE', headers: { cookie: office } });
  });

  it('are streamed to a page until its session ends', async () => {
    const cookie = await cookieOf(test.home, 'unit', { unit: '佛堂镇' });
    const form = new FormData();
    form.append('files', new Blob([csv(institution({ 机构编码: creditCode(4) }))]), 'x.csv');
    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${address}/api/v1/${path}`, { ...init, headers: { cookie } });
    const { id } = (await (await call('uploads', { method: 'POST', body: form })).json()) as { id: string };
    // The office's job uses the only slot, so that the unit's job waits and its stream stays open.
    const { id: other } = (await (
      await upload('y.csv', csv(institution({ 机构编码: creditCode(5) })))
    ).json()) as {
      id: string;
    };
    await check(other);
    const job = Job.parse(await (await call(`uploads/${id}/check`, { method: 'POST' })).json());
    const stream = await call(`jobs/${job.id}/events`);
    const ended = (async () => {
      for await (const _ of stream.body ?? []);
    })();
    const state = await openState(test.home);
    const account = await findAccount(state, 'test-unit-佛堂镇');
    await change(state, (within) => closeSessions(within, account?.id ?? ''));
    await state.destroy();
    await ended;
    expect((await call(`jobs/${job.id}`)).status).toBe(401);
  });
});

describe('uploads and evidence', () => {
  it('of an unknown extension are reported by the check', async () => {
    for (const name of ['台账.numbers', '台账']) {
      const { id } = (await (await upload(name, 'x')).json()) as { id: string };
      const answer = await check(id);
      expect(answer.status).toBe(415);
      const { detail } = (await answer.json()) as { detail: { zh: string } };
      expect(detail.zh).toContain(`“${name}”`);
      expect(detail.zh).toContain('.xlsx、.xls 或 .csv');
    }
  });

  it('have a quota; files beyond it are refused and not stored', async () => {
    const before = (await readdir(join(test.home, 'uploads'))).length;
    const answer = await upload('big.csv', 'x'.repeat(6000));
    expect(answer.status).toBe(507);
    expect(await readdir(join(test.home, 'uploads'))).toHaveLength(before);

    const [finding] = (await get('findings')).json().rows as { id: string }[];
    const attach = async (content: string): Promise<number> => {
      const form = new FormData();
      form.append('files', new Blob([content]), 'x.txt');
      const url = `${address}/api/v1/findings/${finding?.id}/files`;
      return (await fetch(url, { method: 'POST', body: form, headers: { cookie: office } })).status;
    };
    expect(await attach('a'.repeat(40))).toBe(204);
    expect(await attach('b'.repeat(40))).toBe(507);
    expect(await attach('b'.repeat(10))).toBe(204);
    const kept = await readdir(join(test.home, 'evidence'));
    expect(kept).toHaveLength(2);
    expect((await stat(join(test.home, 'evidence', kept[0] ?? ''))).mode & 0o077).toBe(0);
  });

  it('cancelled by the client leave neither a file nor a log entry', async () => {
    const log = vi.spyOn(process.stderr, 'write');
    // By name: earlier uploads may be pruned meanwhile.
    const before = await readdir(join(test.home, 'uploads'));
    const added = async (): Promise<number> =>
      (await readdir(join(test.home, 'uploads'))).filter((name) => !before.includes(name)).length;
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nCookie: ${office}\r\nContent-Length: 100000\r\n` +
        'Content-Type: multipart/form-data; boundary=x\r\n\r\n' +
        '--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nhalf',
    );
    await expect.poll(added).toBe(1);
    socket.destroy();
    await expect.poll(added).toBe(0);
    expect(log.mock.calls.map(([text]) => String(text)).join('')).not.toMatch(/Error|at .*\.ts/);
    log.mockRestore();
  });

  it('cancelled before the first byte of a file is read leave nothing either', async () => {
    const folder = join(test.home, 'uploads');
    const before = await readdir(folder);
    const added = async (): Promise<number> =>
      (await readdir(folder)).filter((name) => !before.includes(name)).length;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const made = once(watch(folder), 'change');
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      socket.write(
        `POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nCookie: ${office}\r\nContent-Length: 100000\r\n` +
          'Content-Type: multipart/form-data; boundary=x\r\n\r\n',
      );
      await made;
      socket.destroy();
      await expect.poll(added).toBe(0);
    }
  });

  it('that stall are aborted', async () => {
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{',
    );
    await new Promise((resolve) => {
      socket.resume();
      socket.once('close', resolve);
    });
    expect((await get('session')).statusCode).toBe(200);
  });
});

describe('the current snapshot', () => {
  it('is returned without reading other snapshots', async () => {
    await writeFile(join(test.home, 'warehouse', '99.duckdb'), '');
    await writeFile(join(test.home, 'warehouse', '99.json'), 'not JSON');
    expect((await get('snapshots/current')).json()).toMatchObject({ id: '1' });
  });
});

describe('old snapshots', () => {
  it('are removed but for the newest, the current one, and those that a task was made from', async () => {
    const send = (path: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: { cookie: office }, payload });
    const origin = { kind: 'figure', figure: 'completed' };
    const task = { origin, text: '请核实', units: ['佛堂镇'], dueOn: '2099-06-30' };
    const codes = [11, 12, 13, 14].map((serial) => csv(institution({ 机构编码: creditCode(serial) })));
    await test.load({ 'n.csv': codes[0] ?? '' });
    expect((await send('tasks', task)).statusCode).toBe(201);
    for (const more of codes.slice(1)) await test.load({ 'n.csv': more });
    const kept = async () => (await snapshotIds(test.home)).join(' ');
    expect(await kept()).toBe('1 99 100 101 102 103');
    expect((await send('snapshots/1/use', {})).statusCode).toBe(204);
    expect((await send('schedule/runs', { work: 'cleaning' })).statusCode).toBe(204);
    await expect.poll(kept).toBe('1 100 102 103');
    expect(
      (await readdir(join(test.home, 'warehouse'))).filter((name) => name.endsWith('.json')),
    ).toHaveLength(4);
    expect((await get('schedule', office)).body).toContain('旧快照 2 个：99、101');
  });
});

describe('downloads', () => {
  it('announce their number of rows', async () => {
    const answer = await get('rows.csv?figure=persons');
    expect(answer.statusCode).toBe(200);
    const lines = answer.body.trim().split('\r\n').length - 1;
    expect(Number(answer.headers[ROWS_HEADER])).toBe(lines);
  });
});

describe('the audit log', () => {
  it('of many entries is answered at once and verified in the background', async () => {
    const state = await openState(test.home);
    for (let entry = 0; entry < 3; entry += 1) {
      await note(state, { name: 'x', role: null, unit: null, address: null }, { action: 'figures.share' });
    }
    // Unverified entries, the first of which breaks the chain.
    await sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO audit (seq, at, action, detail, hash)
      SELECT (SELECT max(seq) FROM audit) + i, '2021-06-30T08:00:00+08:00', 'report.restore', '{}', 'x' FROM n`.execute(
      state,
    );
    await state.destroy();
    const first = AuditAnswer.parse((await get('audit?action=report.restore&limit=5', auditor)).json());
    expect([first.total, first.rows.length]).toEqual([20_000, 5]);
    expect(first.actions).toContain('figures.share');
    expect(first.chain.entries + first.chain.pending).toBeGreaterThanOrEqual(20_000);
    await expect
      .poll(async () => AuditAnswer.parse((await get('audit', auditor)).json()).chain.whole)
      .toBe(false);
    const csvAnswer = await get('audit.csv?action=report.restore', auditor);
    expect(csvAnswer.body.trim().split('\r\n')).toHaveLength(20_001);
  });
});

describe('a home', () => {
  it('is closed to other users of the machine', async () => {
    await mkdir(test.home, { recursive: true });
    expect((await stat(test.home)).mode & 0o077).toBe(0);
    expect((await stat(join(test.home, 'state.sqlite'))).mode & 0o077).toBe(0);
  });
});

describe('a public address without a trusted proxy', () => {
  const config = { home: '', host: '', port: 0, pages: null };
  it('causes a warning', () => {
    expect(configWarnings({ ...config, publicUrl: 'https://x' })).toHaveLength(1);
    expect(configWarnings({ ...config, publicUrl: 'https://x', trustProxy: 1 })).toEqual([]);
    expect(configWarnings(config)).toEqual([]);
  });
});
