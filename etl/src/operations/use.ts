import { explainFileError } from '../base/errors.ts';
import { homePaths, replaceFile } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { existing } from '../ledgers/compare.ts';

/**
 * Goes back (or forward) to a snapshot: CURRENT names it, nothing is deleted. The next load builds on it.
 * @throws UserError where there is no such snapshot, or a load is under way
 */
export async function useSnapshot(home: string, id: string, waitMs = 0): Promise<void> {
  await existing(home, id);
  const paths = homePaths(home);
  const release = await takeLock(paths.lock, waitMs);
  try {
    await replaceFile(paths.current, `${id}\n`);
  } catch (error) {
    throw explainFileError(error, paths.current);
  } finally {
    await release();
  }
}
