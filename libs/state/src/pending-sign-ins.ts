import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StateTables } from './schema.ts';
import { digest } from './sessions.ts';

type Store = Kysely<StateTables>;

/** Maximum number of pending single sign-ons per address; the oldest are dropped. */
const MAX_PER_ADDRESS = 50;

/** A pending single sign-on. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

export async function keepPending(
  store: Store,
  { state, nonce, verifier, returnTo, address }: PendingSignIn & { address: string },
): Promise<void> {
  await store
    .insertInto('pending_sign_in')
    .values({
      state_hash: digest(state),
      nonce,
      verifier,
      return_to: returnTo,
      created_at: instantInShanghai(),
      address,
    })
    .execute();
  const newest = store
    .selectFrom('pending_sign_in')
    .select('state_hash')
    .where('address', '=', address)
    .orderBy('created_at', 'desc')
    .limit(MAX_PER_ADDRESS);
  await store
    .deleteFrom('pending_sign_in')
    .where('address', '=', address)
    .where('state_hash', 'not in', newest)
    .execute();
}

/** Takes a pending sign-in: only once, and within ten minutes. */
export async function takePending(store: Store, state: string): Promise<PendingSignIn | undefined> {
  const row = await store
    .deleteFrom('pending_sign_in')
    .where('state_hash', '=', digest(state))
    .where('created_at', '>', instantInShanghai(new Date(Date.now() - 600_000)))
    .returningAll()
    .executeTakeFirst();
  return row && { state, nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to };
}
