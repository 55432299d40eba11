import { randomUUID } from 'node:crypto';
import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StateTables } from './schema.ts';
import { digest } from './sessions.ts';

type Store = Kysely<StateTables>;

/** Minutes for which a failure counts. */
const WINDOW_MINUTES = 15;
/** Longest delay, in seconds. */
const MAX_DELAY_SECONDS = WINDOW_MINUTES * 60;
/** Failures of a name from one address without a delay. */
const FREE_OF_A_PAIR = 5;
/** Other addresses on which a name may fail before it is delayed on addresses that it has not used before. */
const FREE_ADDRESSES = 5;
/** Failures of one address, whatever the names, before names are delayed there that have not used it before. */
const FREE_OF_AN_ADDRESS = 30;

const secondsAgo = (seconds: number): string => instantInShanghai(new Date(Date.now() - seconds * 1000));

/** Names are stored as hashes: users type passwords into the wrong field. */
const nameHash = (name: string): string => digest(name.trim().toLowerCase());

/** Each failure beyond the free ones doubles the delay after the latest. @param failures instants, latest first */
function remaining(failures: string[], count: number, free: number): number {
  const [latest] = failures;
  if (count < free || latest === undefined) return 0;
  const delay = Math.min(2 ** (count - free + 1), MAX_DELAY_SECONDS);
  return Math.max(0, Math.ceil((Date.parse(latest) + delay * 1000 - Date.now()) / 1000));
}

/**
 * Seconds to wait before a sign-in of this name is tried from this address (OWASP ASVS 2.2.1); 0 where it may be tried
 * at once. The delay grows per name and address, so that failures elsewhere do not lock a user out. Guesses that are
 * spread over many addresses or names are delayed too, but not where the name has signed in before.
 */
export async function signInWait(store: Store, name: string, address: string): Promise<number> {
  const hash = nameHash(name);
  const recent = await store
    .selectFrom('failed_sign_in')
    .select(['name_hash', 'address', 'at'])
    .where('at', '>', secondsAgo(WINDOW_MINUTES * 60))
    .where((or) => or.or([or('name_hash', '=', hash), or('address', '=', address)]))
    .orderBy('at', 'desc')
    .limit(1000)
    .execute();
  const pair = recent.filter((row) => row.name_hash === hash && row.address === address);
  // The current attempt is already recorded.
  const before = pair.slice(1).map(({ at }) => at);
  const ofPair = remaining(before, before.length, FREE_OF_A_PAIR);
  if (ofPair > 0 || (await isKnownAddress(store, hash, address))) return ofPair;

  const elsewhere = recent.filter((row) => row.name_hash === hash && row.address !== address);
  const addresses = new Set(elsewhere.map((row) => row.address)).size;
  const ofName = remaining(
    elsewhere.map(({ at }) => at),
    addresses,
    FREE_ADDRESSES,
  );
  const here = recent.filter((row) => row.address === address).slice(1);
  const ofAddress = remaining(
    here.map(({ at }) => at),
    here.length,
    FREE_OF_AN_ADDRESS,
  );
  return Math.max(ofName, ofAddress);
}

async function isKnownAddress(store: Store, hash: string, address: string): Promise<boolean> {
  const row = await store
    .selectFrom('sign_in_address')
    .select('at')
    .where('name_hash', '=', hash)
    .where('address', '=', address)
    .executeTakeFirst();
  return row !== undefined;
}

/** Records that the name has signed in from this address. */
export async function rememberAddress(store: Store, name: string, address: string): Promise<void> {
  const at = instantInShanghai();
  await store
    .insertInto('sign_in_address')
    .values({ name_hash: nameHash(name), address, at })
    .onConflict((conflict) => conflict.columns(['name_hash', 'address']).doUpdateSet({ at }))
    .execute();
}

/** @returns id for `forgetFailure` */
export async function rememberFailure(store: Store, name: string, address: string): Promise<string> {
  const id = randomUUID();
  await store
    .insertInto('failed_sign_in')
    .values({ id, name_hash: nameHash(name), address, at: instantInShanghai() })
    .execute();
  return id;
}

export async function forgetFailure(store: Store, id: string): Promise<void> {
  await store.deleteFrom('failed_sign_in').where('id', '=', id).execute();
}

/** A successful sign-in resets the counter of its address; a new password resets those of all addresses. */
export async function forgetFailures(store: Store, name: string, address?: string): Promise<void> {
  let failures = store.deleteFrom('failed_sign_in').where('name_hash', '=', nameHash(name));
  if (address !== undefined) failures = failures.where('address', '=', address);
  await failures.execute();
}
