import { EventEmitter, once } from 'node:events';
import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { UploadStore } from '../../apps/api/src/ledgers/upload-store.service.ts';
import { BackgroundService } from '../../apps/api/src/state/background.service.ts';
import { ReconcileService } from '../../apps/api/src/state/reconcile.service.ts';
import { DemoTasksService } from '../../apps/api/src/tasks/demo-tasks.service.ts';
import { auditLink } from '../../etl/src/home/audit-link.ts';
import { load } from '../../etl/src/operations/load.ts';
import { bindingOf, listTasks, newestEntry, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';

let test: TestHome;
beforeEach(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()) });
});
afterEach(() => test.remove());

const start = (home = test.home) => createApp({ home, host: '127.0.0.1', port: 0, pages: null });

/** Whether this has ended already. */
const hasEnded = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([work.then(() => true), setImmediate(false)]);

/** Ids of the processes that this one has started and that have not ended, as Linux tells. */
const children = async (): Promise<string> =>
  (await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).trim();

it('a server that closes finishes what it does in the background, and begins nothing more', async () => {
  const app = await start();
  await app.get(ReconcileService).run();
  // An entry that the home does not know of.
  const answer = await app.inject({
    method: 'PUT',
    url: '/api/v1/session/purpose',
    headers: { cookie: await cookieOf(test.home, 'office') },
    payload: { text: '核对' },
  });
  expect(answer.statusCode).toBeLessThan(300);
  const round = app.get(ReconcileService).goOn();
  await app.close();
  expect(await hasEnded(round)).toBe(true);
  const anchor = await auditLink(test.home).anchor();
  const state = await openState(test.home);
  try {
    expect(await bindingOf(state, anchor)).toBe('bound');
    expect(anchor?.seq).toBe((await newestEntry(state)).seq);
  } finally {
    await state.destroy();
  }
  await app.get(ReconcileService).goOn();
  expect(await auditLink(test.home).anchor()).toEqual(anchor);
});

it('a server that closes waits for the commands it has started, and starts no more', async () => {
  const app = await start();
  await app.listen(0, '127.0.0.1');
  const cookie = await cookieOf(test.home, 'office');
  const form = new FormData();
  form.append('files', new Blob([csv(institution({ 机构名称: '乙培训学校' }))]), 'b.csv');
  const post = async (path: string, body?: FormData) =>
    fetch(`${await app.getUrl()}/api/v1/uploads${path}`, { method: 'POST', body, headers: { cookie } });
  const { id } = (await (await post('', form)).json()) as { id: string };
  expect((await post(`/${id}/check`)).status).toBeLessThan(300);
  expect(await children()).not.toBe('');
  // Late enough that the command has begun its work.
  await setTimeout(400);
  // Keeps the server closing until the request is answered.
  const background = app.get(BackgroundService);
  const gate = new EventEmitter();
  const held = background.run(async () => void (await once(gate, 'open')));
  const closed = app.close();
  await expect.poll(() => background.isClosing).toBe(true);
  const refused = await post(`/${id}/check`);
  gate.emit('open');
  await closed;
  await held;
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ detail: { zh: expect.stringContaining('任务未开始') } });
  expect(await children()).toBe('');
  expect(await readdir(join(test.home, 'work')).catch(() => [])).toEqual([]);
});

it('a server that is closed removes no uploads', async () => {
  const app = await start();
  const uploads = join(test.home, 'uploads');
  const forget = async (name: string) => {
    await mkdir(join(uploads, name, 'files'), { recursive: true });
    await utimes(join(uploads, name), new Date(0), new Date(0));
  };
  await forget('first');
  const round = app.get(UploadStore).removeForgotten();
  await app.close();
  expect(await hasEnded(round)).toBe(true);
  expect(await readdir(uploads)).toEqual([]);
  await forget('second');
  await app.get(UploadStore).removeForgotten();
  expect(await readdir(uploads)).toEqual(['second']);
});

it('a server that closes finishes the tasks of a demonstration; a closed one does not begin them', async () => {
  const demo = await makeHome();
  const tasks = async () => {
    const state = await openState(demo.home);
    return listTasks(state).finally(() => state.destroy());
  };
  try {
    const early = await start(demo.home);
    await early.close();
    await load({
      ...{ home: demo.home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' },
      demo: true,
    });
    await early.get(DemoTasksService).ensure();
    expect(await tasks()).toEqual([]);
    const app = await start(demo.home);
    const made = app.get(DemoTasksService).ensure();
    await app.close();
    expect(await hasEnded(made)).toBe(true);
    expect((await tasks()).some(({ origin }) => origin.kind === 'figure')).toBe(true);
  } finally {
    await demo.remove();
  }
});

it('a server that closes keeps no connection whose last answer is sent', async () => {
  const app = await start();
  await app.listen(0, '127.0.0.1');
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ name: 'none', password: 'wrong' });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const sent = request(`${await app.getUrl()}/api/v1/session`, { method: 'POST', agent, headers });
  sent.write(body.slice(0, 5));
  await once(app.getHttpServer(), 'request');
  const closed = app.close();
  await expect.poll(() => app.getHttpServer().listening).toBe(false);
  sent.end(body.slice(5));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(401);
  expect(answer.headers.connection).toBe('keep-alive');
  // Otherwise it would be kept for more than a minute.
  expect(await Promise.race([closed.then(() => 'closed'), setTimeout(5000, 'kept')])).toBe('closed');
  agent.destroy();
});
