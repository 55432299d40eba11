import { createHash, randomBytes } from 'node:crypto';
import { type Account, instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import { accountOf } from './accounts.ts';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** How long a session lasts, in minutes: unused, and in all (OWASP ASVS 3.3.2). */
export interface SessionLimits {
  idle: number;
  whole: number;
}

export interface Session {
  tokenHash: string;
  account: Account;
  seenAt: string;
  /** What personal data are looked at for; null where they are masked. */
  purpose: { text: string; until: string } | null;
}

export const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

const minutesAgo = (minutes: number): string => instantInShanghai(new Date(Date.now() - minutes * 60_000));

/** Opens a session; the token (256 random bits) is for the cookie and kept nowhere. */
export async function openSession(within: Change, accountId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = instantInShanghai();
  await within
    .insertInto('session')
    .values({
      token_hash: digest(token),
      account_id: accountId,
      created_at: now,
      seen_at: now,
      purpose: null,
      purpose_until: null,
    })
    .execute();
  return token;
}

/** The session of a token, where it still lasts and its account may sign in. */
export async function findSession(
  store: Store,
  token: string,
  { idle, whole }: SessionLimits,
): Promise<Session | undefined> {
  const row = await store
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .selectAll()
    .where('token_hash', '=', digest(token))
    .where('disabled', '=', 0)
    .where('seen_at', '>', minutesAgo(idle))
    .where('session.created_at', '>', minutesAgo(whole))
    .executeTakeFirst();
  if (!row) return undefined;
  const open = row.purpose !== null && row.purpose_until !== null && row.purpose_until > instantInShanghai();
  return {
    tokenHash: row.token_hash,
    account: accountOf({ ...row, id: row.account_id }),
    seenAt: row.seen_at,
    purpose: open ? { text: String(row.purpose), until: String(row.purpose_until) } : null,
  };
}

/** Remembers that the session is in use; not more often than once a minute. */
export async function touchSession(store: Store, { tokenHash, seenAt }: Session): Promise<void> {
  if (seenAt > minutesAgo(1)) return;
  await store
    .updateTable('session')
    .set({ seen_at: instantInShanghai() })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Says what personal data are looked at for, until when; null masks them again. */
export async function setPurpose(
  within: Change,
  tokenHash: string,
  purpose: Session['purpose'],
): Promise<void> {
  await within
    .updateTable('session')
    .set({ purpose: purpose?.text ?? null, purpose_until: purpose?.until ?? null })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function closeSession(within: Change, tokenHash: string): Promise<void> {
  await within.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Closes every session of an account, but for one where it is named. */
export async function closeSessions(within: Change, accountId: string, except = ''): Promise<void> {
  await within
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('token_hash', '<>', except)
    .execute();
}

/** Removes what has ended by itself: sessions, failed and pending sign-ins. */
export async function sweep(store: Store, { idle, whole }: SessionLimits): Promise<void> {
  await store
    .deleteFrom('session')
    .where((or) => or.or([or('seen_at', '<=', minutesAgo(idle)), or('created_at', '<=', minutesAgo(whole))]))
    .execute();
  await store
    .deleteFrom('failed_sign_in')
    .where('at', '<=', minutesAgo(24 * 60))
    .execute();
  await store.deleteFrom('pending_sign_in').where('created_at', '<=', minutesAgo(60)).execute();
}
