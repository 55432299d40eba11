import { explainFileError, UserError } from '../base/errors.ts';
import { homePaths } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { clearWork } from '../home/work-folder.ts';

/** How an operation waits for another that changes the same home. */
export interface Waiting {
  /** How long to wait, in milliseconds; 0 by default. */
  waitMs?: number | undefined;
  /** Called once, with the id of the process that is waited for. */
  onWait?: ((pid: number) => void) | undefined;
}

/**
 * Starts work that runs in parallel with the following steps. It is always awaited before the work folder is cleared;
 * its error reaches only the step that awaits the returned promise.
 */
export type Background = (work: Promise<void>) => Promise<void>;

/**
 * Runs an operation while no other changes the home: takes the lock, clears the work folder before and after, and releases
 * the lock.
 * @returns what `operation` returns
 * @throws UserError in place of errors of files and disks, and if another operation holds the lock for too long
 */
export async function exclusively<T>(
  home: string,
  { waitMs = 0, onWait }: Waiting,
  operation: (background: Background) => Promise<T>,
): Promise<T> {
  const paths = homePaths(home);
  const release = await takeLock(paths.lock, waitMs, onWait);
  const running: Promise<void>[] = [];
  try {
    await clearWork(paths.work);
    return await operation((work) => {
      // Awaited later, or never when an earlier step fails: that must not count as an unhandled rejection.
      work.catch(() => {});
      running.push(work);
      return work;
    });
  } catch (error) {
    throw explainDatabaseError(explainFileError(error, home), home);
  } finally {
    await Promise.allSettled(running);
    await clearWork(paths.work).catch(() => {});
    await release();
  }
}

/** Replaces DuckDB's message about a full disk by one that says what to do. */
function explainDatabaseError(error: unknown, home: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof UserError || !/No space left|Disk full|Could not write/i.test(message)) return error;
  return new UserError(
    {
      zh: `${home} 所在磁盘空间不足，请清理后重试；原有数据未受影响`,
      en: `the disk of ${home} is full: free some space and try again; nothing was lost`,
    },
    { cause: error },
  );
}
