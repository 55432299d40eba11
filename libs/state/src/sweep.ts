import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StateTables } from './schema.ts';
import type { SessionLimits } from './sessions.ts';

/** Days without a sign-in after which an address of a name is unknown again. */
const KNOWN_ADDRESS_DAYS = 90;

const minutesAgo = (minutes: number): string => instantInShanghai(new Date(Date.now() - minutes * 60_000));

/** Removes rows that have expired: sessions, failed and pending sign-ins, addresses. */
export async function sweep(store: Kysely<StateTables>, { idle, whole }: SessionLimits): Promise<void> {
  await store
    .deleteFrom('session')
    .where((or) => or.or([or('seen_at', '<=', minutesAgo(idle)), or('created_at', '<=', minutesAgo(whole))]))
    .execute();
  await store.deleteFrom('failed_sign_in').where('at', '<=', minutesAgo(60)).execute();
  await store.deleteFrom('pending_sign_in').where('created_at', '<=', minutesAgo(60)).execute();
  await store
    .deleteFrom('sign_in_address')
    .where('at', '<=', minutesAgo(KNOWN_ADDRESS_DAYS * 24 * 60))
    .execute();
}
