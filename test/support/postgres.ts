import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Folders that may hold a PostgreSQL server's programs: the path, and where Debian puts them. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(':'),
  ...(existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
    : []),
];
const BIN = FOLDERS.find(
  (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
);

/** A server refuses to run as root. */
const NOBODY_UID = 65_534;

/** Starts a new PostgreSQL server on a free port; `stop` ends it and removes its data. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  if (BIN === undefined) throw new Error('PostgreSQL is not installed: run scripts/ensure-tools.mjs');
  const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-pg-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: NOBODY_UID, gid: NOBODY_UID } : {};
  if (isRoot) await chown(folder, NOBODY_UID, NOBODY_UID);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  execFileSync(join(BIN, 'initdb'), ['-D', data, '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const port = await freePort();
  const server = spawn(
    join(BIN, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    { ...user, cwd: folder, stdio: 'ignore' },
  );
  const url = `postgres://tester@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; !existsSync(join(data, 'postmaster.pid')) && attempt < 100; attempt += 1)
    await sleep(100);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A starting server refuses connections at first. */
export async function openWhenReady<T>(open: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await open();
    } catch (error) {
      if (attempt > 50) throw error;
      await sleep(100);
    }
  }
}

/** Below the ports that systems give to outgoing connections, which would take one between this and its use. */
const [LOWEST, HIGHEST] = [10_000, 32_000];

/** A port that nothing listens on; others are unlikely to be given the same one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
