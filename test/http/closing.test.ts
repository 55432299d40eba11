import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { ReconcileService } from '../../apps/api/src/state/reconcile.service.ts';
import { auditLink } from '../../etl/src/home/audit-link.ts';
import { bindingOf, newestEntry, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, institution } from '../support/ledgers.ts';

let test: TestHome;
beforeEach(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()) });
});
afterEach(() => test.remove());

const start = () => createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });

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
  expect(await Promise.race([round.then(() => 'ended'), setImmediate('runs on')])).toBe('ended');
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

it('a server that closes waits for the commands it has started', async () => {
  const app = await start();
  await app.listen(0, '127.0.0.1');
  const cookie = await cookieOf(test.home, 'office');
  const form = new FormData();
  form.append('files', new Blob([csv(institution({ 机构名称: '乙培训学校' }))]), 'b.csv');
  const url = await app.getUrl();
  const sent = await fetch(`${url}/api/v1/uploads`, { method: 'POST', body: form, headers: { cookie } });
  const { id } = (await sent.json()) as { id: string };
  const check = await fetch(`${url}/api/v1/uploads/${id}/check`, { method: 'POST', headers: { cookie } });
  expect(check.status).toBeLessThan(300);
  expect(await children()).not.toBe('');
  // Late enough that the command has begun its work.
  await setTimeout(400);
  await app.close();
  expect(await children()).toBe('');
  expect(await readdir(join(test.home, 'work')).catch(() => [])).toEqual([]);
});
