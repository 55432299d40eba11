import { homePaths, replaceFile } from '../home/home.ts';
import { requireSnapshot } from '../home/snapshots.ts';
import { exclusively } from './exclusively.ts';

/**
 * Makes an existing snapshot the current one: CURRENT names it, nothing is deleted. The next load builds on it.
 * @param waitMs how long to wait for another operation, in milliseconds
 * @throws UserError if there is no such snapshot, or another operation does not end in time
 */
export async function useSnapshot(home: string, id: string, waitMs = 0): Promise<void> {
  await requireSnapshot(home, id);
  await exclusively(home, { waitMs }, () => replaceFile(homePaths(home).current, `${id}\n`));
}
