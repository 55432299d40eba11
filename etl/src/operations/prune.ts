import { rm } from 'node:fs/promises';
import { homePaths, readCurrent, snapshotIds } from '../home/home.ts';
import { removeRecord } from '../home/snapshots.ts';
import { exclusively, type Waiting } from './exclusively.ts';

/**
 * Removes old snapshots. Kept are the current one, the newest, and those that something was made from; the ledgers stay, so
 * that what a removed one held can be rebuilt.
 * @param kept `newest`: how many; `named`: ids that submissions, tasks or releases name
 * @returns ids of those that were removed
 * @throws UserError if another operation does not end in time
 */
export async function pruneSnapshots(
  home: string,
  kept: { newest: number; named: ReadonlySet<string> },
  waiting: Waiting = {},
): Promise<string[]> {
  if ((await snapshotIds(home)).length <= kept.newest) return [];
  return exclusively(home, waiting, async () => {
    const current = await readCurrent(home);
    const old = (await snapshotIds(home)).slice(0, -kept.newest);
    const removed = old.filter((id) => id !== current && !kept.named.has(id));
    for (const id of removed) {
      await rm(homePaths(home).snapshot(id), { force: true });
      await removeRecord(home, id);
    }
    return removed;
  });
}
