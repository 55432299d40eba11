import { DiskFull, explainFileError, isDiskFull, UserError } from '../base/errors.ts';
import { homePaths } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { settleOperations } from '../home/operation-records.ts';
import { clearWork, openWork } from '../home/work-folder.ts';

/** How an operation waits for another that changes the same home. */
export interface Waiting {
  /** How long to wait, in milliseconds; 0 by default. */
  waitMs?: number | undefined;
  /** Called once, with the id of the process that is waited for; 0 if it is unknown. */
  onWait?: ((pid: number) => void) | undefined;
}

/** Where an operation works. */
export interface Workplace {
  /** Folder for its temporary files, removed when it has ended. */
  folder: string;
  /**
   * Starts work that runs in parallel with the following steps. It is always awaited before the folder is removed;
   * its error reaches only the step that awaits the returned promise.
   */
  background(work: Promise<void>): Promise<void>;
}

/**
 * Runs an operation while no other changes the home: takes the lock, settles what an earlier operation left open, and
 * releases the lock.
 * @returns what `operation` returns
 * @throws UserError in place of errors of files and disks, and if another operation holds the lock for too long
 */
export async function exclusively<T>(
  home: string,
  { waitMs = 0, onWait }: Waiting,
  operation: (workplace: Workplace) => Promise<T>,
): Promise<T> {
  const release = await takeLock(homePaths(home).lock, waitMs, onWait);
  try {
    await settleOperations(home);
    return await withWorkFolder(home, operation);
  } finally {
    await settleOperations(home).catch(() => {});
    await release();
  }
}

/**
 * Runs an operation that changes nothing in the home, in parallel with others.
 * @throws as `exclusively`
 */
export async function withWorkFolder<T>(
  home: string,
  operation: (workplace: Workplace) => Promise<T>,
): Promise<T> {
  const { work } = homePaths(home);
  await clearWork(work);
  const { path: folder, close } = await openWork(work);
  const running: Promise<void>[] = [];
  const background = (work: Promise<void>): Promise<void> => {
    // Awaited later, or never when an earlier step fails: that must not count as an unhandled rejection.
    work.catch(() => {});
    running.push(work);
    return work;
  };
  try {
    return await operation({ folder, background });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw isDiskFull(error) ? new DiskFull(home, error) : explainFileError(error, home);
  } finally {
    await Promise.allSettled(running);
    await close();
  }
}
