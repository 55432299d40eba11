import { randomUUID } from 'node:crypto';
import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StateTables } from './schema.ts';
import { digest } from './sessions.ts';

type Store = Kysely<StateTables>;

/** Sign-ins that failed within so many minutes count. */
export const LOCK_MINUTES = 15;
/** So many of one name lock it, whether there is such an account or not. */
const MOST_OF_A_NAME = 5;
/** So many from one address lock the address: an office may share one. */
const MOST_OF_AN_ADDRESS = 30;

/** What the name is remembered by. */
const nameHash = (name: string): string => digest(name.trim().toLowerCase());

/**
 * Whether too many sign-ins have failed of late with this name or from this address (OWASP ASVS 2.2.1); the attempt
 * that asks has been remembered already.
 */
export async function isLocked(store: Store, name: string, address: string): Promise<boolean> {
  const since = instantInShanghai(new Date(Date.now() - LOCK_MINUTES * 60_000));
  const recent = await store
    .selectFrom('failed_sign_in')
    .select(['name_hash', 'address'])
    .where('at', '>', since)
    .where((or) => or.or([or('name_hash', '=', nameHash(name)), or('address', '=', address)]))
    .execute();
  return (
    recent.filter((row) => row.name_hash === nameHash(name)).length > MOST_OF_A_NAME ||
    recent.filter((row) => row.address === address).length > MOST_OF_AN_ADDRESS
  );
}

/** @returns what `forgetFailure` takes: an attempt that was not even tried does not lock for longer */
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

/** A sign-in that went well, or a password newly given, ends the counting for the name. */
export async function forgetFailures(store: Store, name: string): Promise<void> {
  await store.deleteFrom('failed_sign_in').where('name_hash', '=', nameHash(name)).execute();
}

/** A sign-in on its way to the house's own sign-on. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

export async function keepPending(
  store: Store,
  { state, nonce, verifier, returnTo }: PendingSignIn,
): Promise<void> {
  await store
    .insertInto('pending_sign_in')
    .values({
      state_hash: digest(state),
      nonce,
      verifier,
      return_to: returnTo,
      created_at: instantInShanghai(),
    })
    .execute();
}

/** Takes a pending sign-in: nobody gets it twice, nor after ten minutes. */
export async function takePending(store: Store, state: string): Promise<PendingSignIn | undefined> {
  const row = await store
    .deleteFrom('pending_sign_in')
    .where('state_hash', '=', digest(state))
    .where('created_at', '>', instantInShanghai(new Date(Date.now() - 600_000)))
    .returningAll()
    .executeTakeFirst();
  return row && { state, nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to };
}
