import { homePaths, replaceFile } from '../home/home.ts';
import { announceOperation, NO_ACTOR, type OperationActor } from '../home/operation-records.ts';
import { requireSnapshot } from '../home/snapshots.ts';
import { exclusively, type Waiting } from './exclusively.ts';

/**
 * Makes an existing snapshot the current one: CURRENT names it, nothing is deleted. The next load builds on it.
 * @param options `actor`: the user as the audit log names them
 * @throws UserError if there is no such snapshot, or another operation does not end in time
 */
export async function useSnapshot(
  home: string,
  id: string,
  options: Waiting & { actor?: OperationActor } = {},
): Promise<void> {
  await requireSnapshot(home, id);
  await exclusively(home, options, async () => {
    const actor = options.actor ?? NO_ACTOR;
    await announceOperation(home, { action: 'snapshot.use', subject: id, detail: {}, actor }, id);
    await replaceFile(homePaths(home).current, `${id}\n`);
  });
}
