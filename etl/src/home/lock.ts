import { access, constants, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { explainFileError, UserError } from '../base/errors.ts';

/** A lock that is held; it ends with `release` or with the process, however that ends. */
export interface Lock {
  release(): void;
}

/** How long to wait before the next attempt, in milliseconds. */
const AGAIN_MS = 100;

/**
 * Takes a lock of the system at once: SQLite's exclusive lock on an empty file. The system releases it when the process
 * ends, so that no lock is ever stale.
 * Never open such a file otherwise: the system releases the locks of a process on a file when the process closes it once.
 * @returns null if another process or another part of this one holds it
 * @throws UserError if the file cannot be created or opened
 */
export function tryLock(path: string): Lock | null {
  const database = openDatabase(path);
  try {
    // Nothing is written, not even on a full disk: no journal, and an empty transaction.
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function openDatabase(path: string): InstanceType<typeof Database> {
  try {
    return new Database(path);
  } catch (error) {
    throw new LockUnopened(path, { cause: error });
  }
}

/** SQLite tells no more than that the file cannot be opened. */
class LockUnopened extends Error {
  readonly path: string;
  constructor(path: string, options: ErrorOptions) {
    super(`the lock ${path} cannot be opened`, options);
    this.path = path;
  }
}

/** Replaces the error of a lock that cannot be opened by the reason that the file system gives. */
async function explainLockError(error: unknown): Promise<unknown> {
  if (!(error instanceof LockUnopened)) return error;
  const { path } = error;
  try {
    await access(dirname(path), constants.W_OK);
    await access(path, constants.R_OK | constants.W_OK);
    return error;
  } catch (reason) {
    return explainFileError(reason, path);
  }
}

const holderPath = (path: string): string => `${path}.holder`;

/**
 * Takes the lock that lets one operation at a time change the home. DuckDB's own lock is not enough: it guards one file,
 * and each load writes a new one.
 * @param waitMs how long to wait for another operation, in milliseconds
 * @param onWait called once, with the id of the process that holds the lock; 0 if it is unknown
 * @returns a function that releases the lock
 * @throws UserError that names the process holding the lock, after `waitMs`
 */
export async function takeLock(
  path: string,
  waitMs: number,
  onWait: (pid: number) => void = () => {},
): Promise<() => Promise<void>> {
  const deadline = Date.now() + waitMs;
  let isWaiting = false;
  for (;;) {
    let lock: Lock | null;
    try {
      lock = tryLock(path);
    } catch (error) {
      throw await explainLockError(error);
    }
    if (lock) return hold(path, lock);
    const holder = Number.parseInt(await readFile(holderPath(path), 'utf8').catch(() => ''), 10) || 0;
    if (Date.now() >= deadline) {
      throw new UserError({
        zh: `另一个装载正在进行（进程 ${holder || '未知'}）；请等它结束后再试`,
        en: `another load is running (process ${holder || 'unknown'}): try again later`,
      });
    }
    if (!isWaiting) onWait(holder);
    isWaiting = true;
    await sleep(Math.min(AGAIN_MS, Math.max(1, deadline - Date.now())));
  }
}

/** Notes who holds the lock, for messages only: the note is not needed, and may fail. */
async function hold(path: string, lock: Lock): Promise<() => Promise<void>> {
  await writeFile(holderPath(path), String(process.pid)).catch(() => {});
  return async () => {
    await rm(holderPath(path), { force: true }).catch(() => {});
    lock.release();
  };
}
