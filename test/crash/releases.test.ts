import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyBundle } from '../../etl/src/releases/index.ts';
import { PublishedReleases, type ReleaseStepRequest } from '../../libs/contracts/src/index.ts';
import { findRelease, listAudit, openState } from '../../libs/state/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { freePort } from '../support/postgres.ts';
import { releaseServer } from '../support/releases.ts';
import { size } from '../support/soak.ts';

const SERVER = fileURLToPath(new URL('../../apps/api/bin/server.js', import.meta.url));
const KILLS = size(8, 50);
const ID = '2020-r1';

let test: TestHome;
let cookies: Record<'office' | 'finance', string>;

beforeAll(async () => {
  test = await makeSampleHome();
  const server = await releaseServer(test.home);
  await server.draft('2020');
  await server.close();
  cookies = { office: await cookieOf(test.home, 'office'), finance: await cookieOf(test.home, 'finance') };
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
  while (!(await fetch(`${address}/health/live`).catch(() => null))?.ok) await sleep(20);
  return {
    address,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The way to publication; a release that is approved goes back and begins again, until it is published at last. */
const WAY: [by: 'office' | 'finance', action: ReleaseStepRequest['action'], comment?: string][] = [
  ['office', 'submit'],
  ['finance', 'approve'],
  ['office', 'approve'],
  ['finance', 'return', '再核对'],
];
const LAST: typeof WAY = [...WAY.slice(0, 3), ['office', 'publish']];

async function take(
  address: string,
  [by, action, comment]: (typeof WAY)[number],
  seen: number,
): Promise<void> {
  const answer = await fetch(`${address}/api/v1/releases/${ID}/steps`, {
    method: 'POST',
    headers: { cookie: cookies[by], 'content-type': 'application/json' },
    body: JSON.stringify({ action, seen, comment }),
  });
  if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
}

async function stored() {
  const state = await openState(test.home);
  try {
    const release = await findRelease(state, ID);
    if (!release) throw new Error('the release is gone');
    return release;
  } finally {
    await state.destroy();
  }
}

/** What the public sees: nothing, or a whole bundle that the list names. */
async function shown(): Promise<string[]> {
  const folder = join(test.home, 'public');
  const found = (await readdir(folder).catch((): string[] => [])).filter((name) => name === ID);
  for (const name of found) expect(await verifyBundle(join(folder, name))).toEqual([]);
  const text = await readFile(join(folder, 'releases.json'), 'utf8').catch(() => '{"releases":[]}');
  expect(PublishedReleases.parse(JSON.parse(text)).releases.length).toBeLessThanOrEqual(found.length);
  return found;
}

it(`every acknowledged step survives a kill, at ${KILLS} random instants, and the public sees all or nothing`, async () => {
  const first = (await stored()).version;
  let version = first;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const way = kill < KILLS / 2 ? WAY : LAST;
    const server = await startServer();
    let acknowledged = version;
    let killed = false;
    const acting = (async () => {
      for (;;) {
        const step = way[(acknowledged - first) % way.length];
        if (killed || step === undefined || (await stored()).state === 'published') return;
        await take(server.address, step, acknowledged);
        acknowledged += 1;
      }
    })().catch((error: unknown) => {
      if (!killed) throw error;
    });
    if (kill % 2 === 0) await Promise.race([acting, waitFor(() => acknowledged > version)]);
    await sleep(Math.random() * 400);
    killed = true;
    await server.kill();
    await acting;
    const release = await stored();
    expect(release.version).toBeGreaterThanOrEqual(acknowledged);
    expect(release.version).toBeLessThanOrEqual(acknowledged + 1);
    await shown();
    version = release.version;
  }
  const server = await startServer();
  while ((await stored()).state !== 'published') {
    const { version: seen } = await stored();
    const step = LAST[(seen - first) % LAST.length];
    if (step) await take(server.address, step, seen);
  }
  await expect.poll(shown).toEqual([ID]);
  await server.kill();
  // Each step and its entry in the log are one: none is missing, and none is there twice.
  expect((await logged()).length).toBe((await stored()).version - first);
  expect((await logged()).filter((action) => action === 'release.publish')).toHaveLength(1);
});

/** The steps of the release in the audit log. */
async function logged(): Promise<string[]> {
  const state = await openState(test.home);
  try {
    const { rows } = await listAudit(state, { limit: 1000, offset: 0 });
    const actions = ['submit', 'approve', 'return', 'publish'].map((step) => `release.${step}`);
    return rows.map(({ action }) => action).filter((action) => actions.includes(action));
  } finally {
    await state.destroy();
  }
}

async function waitFor(hasCome: () => boolean): Promise<void> {
  while (!hasCome()) await sleep(5);
}
