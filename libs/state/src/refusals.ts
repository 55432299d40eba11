import { instantInShanghai } from '@skill-ledger/contracts';
import { record } from './audit.ts';
import { change } from './change.ts';
import type { State } from './open.ts';

/** Minutes for which refused sign-ins of a name are counted before their number is written to the log. */
const COUNTED_MINUTES = 10;

/**
 * Records a refused sign-in. The first of a name is written to the audit log, later ones are counted: the log
 * grows by a few entries per account and hour, however many attempts are made.
 * @param account name of the account; null if no account has the typed name
 */
export async function noteRefusal(state: State, account: string | null, address: string): Promise<void> {
  const name = account ?? '';
  await change(state, async (within) => {
    const counted = await within
      .updateTable('refused_sign_in')
      .set((row) => ({ times: row('times', '+', 1), address }))
      .where('name', '=', name)
      .executeTakeFirst();
    if (counted.numUpdatedRows > 0n) return;
    await within
      .insertInto('refused_sign_in')
      .values({ name, since: instantInShanghai(), times: 0, address: null })
      .execute();
    const actor = { name: account, role: null, unit: null, address };
    await record(within, actor, { action: 'session.refused' });
  });
}

/** Writes the counts to the audit log, one entry per name, and resets them. */
export async function flushRefusals(state: State, minutes = COUNTED_MINUTES): Promise<void> {
  const until = instantInShanghai(new Date(Date.now() - minutes * 60_000));
  await change(state, async (within) => {
    const rows = await within
      .deleteFrom('refused_sign_in')
      .where('since', '<=', until)
      .returningAll()
      .execute();
    for (const { name, since, times, address } of rows) {
      if (times === 0) continue;
      const actor = { name: name || null, role: null, unit: null, address };
      await record(within, actor, { action: 'session.refused', detail: { times, since } });
    }
  });
}
