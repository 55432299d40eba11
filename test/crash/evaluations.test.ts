import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { findForm, listFormEvents, listFormFiles, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { evaluations } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, trainingClass } from '../support/ledgers.ts';
import { freePort } from '../support/postgres.ts';
import { size } from '../support/soak.ts';

const SERVER = fileURLToPath(new URL('../../apps/api/bin/server.js', import.meta.url));
const KILLS = size(15, 50);
const TOWN = '佛堂镇';

let test: TestHome;
let id: string;
let cookie: string;

beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 实施镇街: TOWN })),
    'e.csv': csv(enrolment()),
  });
  const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  const flow = evaluations(app, test.home);
  await flow.open('2020');
  id = await flow.idOf('2020', TOWN);
  await flow.fill(id, TOWN, { goals: '0' });
  await app.close();
  cookie = await cookieOf(test.home, 'unit', { unit: TOWN });
});
afterAll(() => test?.remove());

/** Starts the built server on the home; `kill` ends it as a power cut does. */
async function startServer(): Promise<{ address: string; kill(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, SKILL_LEDGER_HOME: test.home, SKILL_LEDGER_PORT: String(port) },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const address = `http://127.0.0.1:${port}`;
  for (;;) {
    const ready = await fetch(`${address}/health/live`).catch(() => null);
    if (ready?.ok) break;
    await sleep(20);
  }
  return {
    address,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What a user does again and again; each counts the form's version by one. */
const ACTIONS = ['save', 'attach', 'handIn', 'takeBack'] as const;
const actionAt = (nth: number) => ACTIONS[nth % ACTIONS.length] ?? 'save';

async function act(address: string, seen: number): Promise<boolean> {
  const action = actionAt(seen);
  const path = { save: '', attach: '/files', handIn: '/hand-in', takeBack: '/take-back' }[action];
  const form = new FormData();
  form.append('files', new Blob([`evidence ${seen}`]), `${seen}.txt`);
  const json = action === 'save' ? { seen, values: { goals: String(seen) } } : { seen };
  const answer = await fetch(`${address}/api/v1/evaluations/forms/${id}${path}`, {
    method: action === 'save' ? 'PATCH' : 'POST',
    headers: { cookie, ...(action !== 'attach' && { 'content-type': 'application/json' }) },
    body: action === 'attach' ? form : JSON.stringify(json),
  });
  if (answer.status >= 400) throw new Error(`${action}: ${await answer.text()}`);
  return true;
}

async function firstAnswer(hasCome: () => boolean): Promise<void> {
  while (!hasCome()) await sleep(5);
}

/** What lies in the store after a kill. */
async function stored() {
  const state = await openState(test.home);
  try {
    const form = await findForm(state, id);
    if (!form) throw new Error('the form is gone');
    return { form, files: await listFormFiles(state, id), events: await listFormEvents(state, id) };
  } finally {
    await state.destroy();
  }
}

it(`every acknowledged action survives a kill, at ${KILLS} random instants`, async () => {
  // The version counts the actions: from 1 on, the first was the filling in above.
  let version = (await stored()).form.version;
  let all = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const server = await startServer();
    let acknowledged = version;
    let killed = false;
    const acting = (async () => {
      while (!killed && (await act(server.address, acknowledged))) acknowledged += 1;
    })().catch((error: unknown) => {
      if (!killed) throw error;
    });
    // A fresh server's first answer takes longest. Half of the kills wait for it, so that most of them interrupt
    // a later action; the others come at any instant.
    if (kill % 2 === 0) await Promise.race([acting, firstAnswer(() => acknowledged > version)]);
    await sleep(Math.random() * 300);
    killed = true;
    await server.kill();
    await acting;
    const { form, files, events } = await stored();
    // The one under way may be there too: done, and its answer lost.
    expect([acknowledged, acknowledged + 1]).toContain(form.version);
    const done = Array.from({ length: form.version - 1 }, (_, index) => index + 1);
    const last = done.filter((nth) => actionAt(nth) === 'save').at(-1) ?? 0;
    expect(form.draft.goals).toBe(String(last));
    expect(files).toHaveLength(done.filter((nth) => actionAt(nth) === 'attach').length);
    for (const { sha256, bytes } of files.slice(-2)) {
      expect((await stat(join(test.home, 'evidence', sha256))).size).toBe(bytes);
    }
    const steps = events.filter(({ action }) => action === 'handIn' || action === 'takeBack');
    expect(steps).toHaveLength(done.filter((nth) => /handIn|takeBack/.test(actionAt(nth))).length);
    expect(form.state).toBe(actionAt(form.version - 1) === 'handIn' ? 'confirming' : 'filling');
    all += form.version - version;
    version = form.version;
  }
  expect(all).toBeGreaterThanOrEqual(KILLS / 2);
}, 1_200_000);
