import { randomUUID } from 'node:crypto';
import {
  Account,
  type AccountUse,
  type CaseStatus,
  instantInShanghai,
  type Language,
  type Role,
} from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import type { StateTables } from './schema.ts';

/** Fields of a new account. */
export interface NewAccount {
  name: string;
  displayName: string;
  role: Role;
  unit: string | null;
  /** Null if the account has no password. */
  password: string | null;
  mustChange?: boolean;
  demo?: boolean;
}

type Store = Kysely<StateTables>;
/** A row as it is added. */
export type AccountRow = Omit<StateTables['account'], 'language'>;
type Row = Omit<AccountRow, 'password_hash' | 'password_set_at' | 'created_at'>;

/** Days for which a password set by the administrator is valid (OWASP ASVS 2.3.1). */
const INITIAL_PASSWORD_DAYS = 14;

const FIELDS = ['id', 'name', 'display_name', 'role', 'unit', 'must_change', 'disabled', 'demo'] as const;

export const accountOf = (row: Row): Account =>
  Account.parse({
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    role: row.role,
    unit: row.unit,
    mustChange: row.must_change === 1,
    disabled: row.disabled === 1,
    demo: row.demo === 1,
  });

/** Makes an account; the hash is computed outside of the change, which may run several times. */
export async function newAccountRow(account: NewAccount): Promise<AccountRow> {
  const now = instantInShanghai();
  return {
    id: randomUUID(),
    name: account.name.toLowerCase(),
    display_name: account.displayName,
    role: account.role,
    unit: account.unit,
    password_hash: account.password === null ? null : await hashPassword(account.password),
    password_set_at: account.password === null ? null : now,
    must_change: account.mustChange ? 1 : 0,
    disabled: 0,
    demo: account.demo ? 1 : 0,
    created_at: now,
  };
}

/** Adds the account; false where the name is taken. */
export async function addAccount(within: Change, row: AccountRow): Promise<boolean> {
  if (await findAccount(within, row.name)) return false;
  await within.insertInto('account').values(row).execute();
  return true;
}

export async function listAccounts(store: Store): Promise<Account[]> {
  return (await store.selectFrom('account').select(FIELDS).orderBy('name').execute()).map(accountOf);
}

/** The account with this name or id. */
export async function findAccount(store: Store, nameOrId: string): Promise<Account | undefined> {
  const row = await store
    .selectFrom('account')
    .select(FIELDS)
    .where((or) => or.or([or('name', '=', nameOrId.toLowerCase()), or('id', '=', nameOrId)]))
    .executeTakeFirst();
  return row && accountOf(row);
}

/**
 * The account with this name and password; takes the same time if there is none. An administrator's password that
 * was never changed expires.
 */
export async function accountWithPassword(
  store: Store,
  name: string,
  password: string,
): Promise<Account | undefined> {
  const row = await store
    .selectFrom('account')
    .selectAll()
    .where('name', '=', name.toLowerCase())
    .executeTakeFirst();
  const fits = await passwordFits(row?.password_hash ?? null, password);
  if (!fits || !row || row.disabled === 1) return undefined;
  const lapsed = row.must_change === 1 && String(row.password_set_at) < daysAgo(INITIAL_PASSWORD_DAYS);
  return lapsed ? undefined : accountOf(row);
}

const daysAgo = (days: number): string => instantInShanghai(new Date(Date.now() - days * 86_400_000));

export async function changeAccount(
  within: Change,
  id: string,
  changes: Partial<Pick<Account, 'displayName' | 'role' | 'unit' | 'disabled'>>,
): Promise<void> {
  const { displayName, role, unit, disabled } = changes;
  await within
    .updateTable('account')
    .set({
      ...(displayName !== undefined && { display_name: displayName }),
      ...(role !== undefined && { role }),
      ...(unit !== undefined && { unit }),
      ...(disabled !== undefined && { disabled: disabled ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
}

/** Number of former passwords of an account that may not be reused. */
const FORMER_PASSWORDS = 5;

/** Replaces the password and stores the former one's hash. @param hash from `hashPassword` */
export async function setPassword(
  within: Change,
  id: string,
  hash: string,
  mustChange: boolean,
): Promise<void> {
  const before = await within
    .selectFrom('account')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  if (before?.password_hash != null) {
    await within
      .insertInto('former_password')
      .values({ id: randomUUID(), account_id: id, hash: before.password_hash, at: instantInShanghai() })
      .execute();
    const newest = within
      .selectFrom('former_password')
      .select('id')
      .where('account_id', '=', id)
      .orderBy('at', 'desc')
      .limit(FORMER_PASSWORDS);
    await within
      .deleteFrom('former_password')
      .where('account_id', '=', id)
      .where('id', 'not in', newest)
      .execute();
  }
  await within
    .updateTable('account')
    .set({
      password_hash: hash,
      password_set_at: instantInShanghai(),
      must_change: mustChange ? 1 : 0,
    })
    .where('id', '=', id)
    .execute();
}

/** Remembers the language of an account's user. */
export async function setLanguage(store: Store, id: string, language: Language): Promise<void> {
  await store.updateTable('account').set({ language }).where('id', '=', id).execute();
}

/** Open sessions of an account, and undecided findings assigned to it. */
export async function readAccountUse(store: Store, { id, name }: Account): Promise<AccountUse> {
  const sessions = await store
    .selectFrom('session')
    .select((of) => of.fn.countAll().as('many'))
    .where('account_id', '=', id)
    .executeTakeFirstOrThrow();
  const findings = await store
    .selectFrom('finding_case')
    .select((of) => of.fn.countAll().as('many'))
    .where('assigned_account', '=', name)
    .where('status', 'in', ['open', 'checking'] satisfies CaseStatus[])
    .executeTakeFirstOrThrow();
  return { sessions: Number(sessions.many), findings: Number(findings.many) };
}

/** Administrators who could sign in; the last of them must stay. */
export async function countAdmins(store: Store): Promise<number> {
  const rows = await store
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .where('demo', '=', 0)
    .execute();
  return rows.length;
}

/** Whether this is the account's password, or one of its last. */
export async function wasUsedBefore(store: Store, id: string, password: string): Promise<boolean> {
  const now = await store.selectFrom('account').select('password_hash').where('id', '=', id).execute();
  const former = await store
    .selectFrom('former_password')
    .select('hash')
    .where('account_id', '=', id)
    .execute();
  for (const hash of [...now.map((row) => row.password_hash), ...former.map((row) => row.hash)]) {
    if (hash !== null && (await passwordFits(hash, password))) return true;
  }
  return false;
}
