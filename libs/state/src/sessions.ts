import { createHash, randomBytes } from 'node:crypto';
import { type Account, instantInShanghai, Language } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import { accountOf } from './accounts.ts';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** Session timeouts in minutes: idle, and absolute (OWASP ASVS 3.3.2). */
export interface SessionLimits {
  idle: number;
  whole: number;
}

export interface Session {
  tokenHash: string;
  account: Account;
  seenAt: string;
  /** Method of authentication: password, oidc, demo. */
  means: string;
  /** The language that the account's user chose last. */
  language: Language | null;
  /** The stated purpose of looking at personal data; null where they are masked. */
  purpose: { text: string; until: string } | null;
}

export const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

const minutesAgo = (minutes: number): string => instantInShanghai(new Date(Date.now() - minutes * 60_000));

/** Opens a session; the token (256 random bits) is for the cookie and never stored. */
export async function openSession(within: Change, accountId: string, means = 'password'): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = instantInShanghai();
  await within
    .insertInto('session')
    .values({
      token_hash: digest(token),
      account_id: accountId,
      created_at: now,
      seen_at: now,
      means,
      purpose: null,
      purpose_since: null,
      purpose_until: null,
    })
    .execute();
  return token;
}

const lasting = (store: Store, tokenHash: string, { idle, whole }: SessionLimits) =>
  store
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .where('token_hash', '=', tokenHash)
    .where('disabled', '=', 0)
    .where('seen_at', '>', minutesAgo(idle))
    .where('session.created_at', '>', minutesAgo(whole));

/** Whether a session is valid and its account may sign in. */
export const sessionLasts = async (
  store: Store,
  tokenHash: string,
  limits: SessionLimits,
): Promise<boolean> =>
  (await lasting(store, tokenHash, limits).select('token_hash').executeTakeFirst()) !== undefined;

/** The session of a token, if it is valid and its account may sign in. */
export async function findSession(
  store: Store,
  token: string,
  limits: SessionLimits,
): Promise<Session | undefined> {
  const row = await lasting(store, digest(token), limits).selectAll().executeTakeFirst();
  if (!row) return undefined;
  const now = instantInShanghai();
  // A purpose stated in the future means that the clock was set back: this must not extend it.
  const open =
    row.purpose !== null && String(row.purpose_since) <= now && String(row.purpose_until ?? '') > now;
  return {
    tokenHash: row.token_hash,
    account: accountOf({ ...row, id: row.account_id }),
    seenAt: row.seen_at,
    means: row.means,
    language: Language.nullable().catch(null).parse(row.language),
    purpose: open ? { text: String(row.purpose), until: String(row.purpose_until) } : null,
  };
}

/** Records that the session is in use; at most once a minute. */
export async function touchSession(store: Store, { tokenHash, seenAt }: Session): Promise<void> {
  if (seenAt > minutesAgo(1)) return;
  await store
    .updateTable('session')
    .set({ seen_at: instantInShanghai() })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Sets the purpose of access to personal data, and until when; null masks them again. */
export async function setPurpose(
  within: Change,
  tokenHash: string,
  purpose: Session['purpose'],
): Promise<void> {
  await within
    .updateTable('session')
    .set({
      purpose: purpose?.text ?? null,
      purpose_since: purpose ? instantInShanghai() : null,
      purpose_until: purpose?.until ?? null,
    })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function closeSession(within: Change, tokenHash: string): Promise<void> {
  await within.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Closes every session of an account, except for a given one. */
export async function closeSessions(within: Change, accountId: string, except = ''): Promise<void> {
  await within
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('token_hash', '<>', except)
    .execute();
}
