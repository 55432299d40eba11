import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../base/errors.ts';
import { type Lock, tryLock } from './lock.ts';

/** A folder for the temporary files of one piece of work. */
export interface WorkFolder {
  path: string;
  /** Removes the folder with everything in it. */
  close(): Promise<void>;
}

const LOCK = '.lock';

/** Folders of this process that are in use. */
const inUse = new Set<string>();

/**
 * Creates a folder for temporary files, and holds a lock beside it as long as it is in use: what has no lock was left
 * behind by a process that was killed (`clearWork`).
 * @param work folder of all work in progress
 * @throws UserError if it cannot be created
 */
export async function openWork(work: string): Promise<WorkFolder> {
  try {
    await mkdir(work, { recursive: true, mode: 0o700 });
    for (;;) {
      const path = join(work, randomUUID());
      const lock = tryLock(`${path}${LOCK}`);
      // `clearWork` may have come between the creation of the file and its lock.
      if (!lock || !existsSync(`${path}${LOCK}`)) {
        lock?.release();
        continue;
      }
      await mkdir(path, { mode: 0o700 });
      inUse.add(path);
      return { path, close: () => closeWork(path, lock) };
    }
  } catch (error) {
    throw explainFileError(error, work);
  }
}

async function closeWork(path: string, lock: Lock): Promise<void> {
  // A database engine may be about to close its last file in it.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => {});
  await rm(`${path}${LOCK}`, { force: true }).catch(() => {});
  inUse.delete(path);
  lock.release();
}

/** Removes the folders of this process at once, when it is told to end. */
export function dropWorkNow(): void {
  for (const path of inUse) {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    rmSync(`${path}${LOCK}`, { force: true });
  }
}

/** Removes what processes that were killed have left behind. */
export async function clearWork(work: string): Promise<void> {
  const names = await readdir(work).catch(() => []);
  for (const name of new Set(names.map((one) => one.replace(/\.lock$/, '')))) {
    const path = join(work, name);
    const lock = tryLock(`${path}${LOCK}`);
    if (!lock) continue;
    try {
      await rm(path, { recursive: true, force: true });
      await rm(`${path}${LOCK}`, { force: true });
    } finally {
      lock.release();
    }
  }
}
