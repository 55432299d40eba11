import { createHash } from 'node:crypto';
import type { AuditDetailName, AuditEntry, AuditQuery } from '@skill-ledger/contracts';
import { AuditAction, instantInShanghai } from '@skill-ledger/contracts';
import { sql } from 'kysely';
import { type Change, change } from './change.ts';
import type { State } from './open.ts';

/** The acting user, and the network address. */
export interface Actor {
  name: string | null;
  role: string | null;
  unit: string | null;
  address: string | null;
}

/** The actor of what happens without an account: by the program, the schedule or the public. */
export const NO_ACCOUNT: Actor = { name: null, role: null, unit: null, address: null };

/** An event to be logged. Its detail must hold no personal data: it is kept permanently. */
export interface AuditEvent {
  action: AuditAction;
  subject?: string | null;
  detail?: Partial<Record<AuditDetailName, unknown>>;
}

/** Predecessor hash of the first entry. */
const BEGINNING = '0'.repeat(64);

/** Adds to the log within the transaction of the logged change: both are committed, or neither. */
export async function record(within: Change, actor: Actor, event: AuditEvent): Promise<void> {
  const last = await within
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entry = {
    seq: (last?.seq ?? 0) + 1,
    at: instantInShanghai(),
    actor: actor.name,
    role: actor.role,
    unit: actor.unit,
    address: actor.address,
    action: event.action,
    subject: event.subject ?? null,
    detail: JSON.stringify(event.detail ?? {}),
  };
  await within
    .insertInto('audit')
    .values({ ...entry, hash: hashOf(last?.hash ?? BEGINNING, entry) })
    .execute();
}

/**
 * Adds to the log what was done elsewhere, unless it is recorded already.
 * @param operation id of the operation record
 */
export const recordOnce = (state: State, actor: Actor, event: AuditEvent, operation: string): Promise<void> =>
  change(state, async (within) => {
    const known = await within
      .selectFrom('audit')
      .select('seq')
      .where('action', '=', event.action)
      .where('detail', 'like', `%"operation":"${operation}"%`)
      .executeTakeFirst();
    if (!known) await record(within, actor, { ...event, detail: { ...event.detail, operation } });
  });

/** Adds an entry that is not part of another change. */
export const note = (state: State, actor: Actor, event: AuditEvent): Promise<void> =>
  change(state, (within) => record(within, actor, event));

function hashOf(before: string, entry: Omit<AuditEntry, 'hash' | 'detail'> & { detail: string }): string {
  const { seq, at, actor, role, unit, address, action, subject, detail } = entry;
  const said = JSON.stringify([seq, at, actor, role, unit, address, action, subject, detail]);
  return createHash('sha256').update(`${before}\n${said}`).digest('hex');
}

/** The verified part of the log, from its beginning. */
export interface Verified {
  entries: number;
  /** Hash of the last verified entry. */
  head: string;
  /** The first entry that breaks the chain; null if none. */
  broken: number | null;
}

export const NOTHING_VERIFIED: Verified = { entries: 0, head: BEGINNING, broken: null };

/** The integrity of the log. */
export interface Chain extends Verified {
  whole: boolean;
}

/** Verifies up to the given number of further entries; `done` if no entry is left. */
export async function verifyNext(
  state: State,
  before: Verified,
  most: number,
): Promise<Verified & { done: boolean; hashes: string[] }> {
  let { entries, head, broken } = before;
  const hashes: string[] = [];
  if (broken !== null) return { ...before, done: true, hashes };
  const page = await state
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', entries)
    .orderBy('seq')
    .limit(most)
    .execute();
  for (const entry of page) {
    if (entry.seq !== entries + 1 || entry.hash !== hashOf(head, entry)) {
      broken = entries + 1;
      break;
    }
    head = entry.hash;
    hashes.push(head);
    entries += 1;
  }
  return { entries, head, broken, done: broken !== null || page.length < most, hashes };
}

/**
 * Verifies the whole chain.
 * @param noted hash of the last entry at an earlier time: if the chain lacks this hash, entries were cut off
 */
export async function verifyAudit(state: State, noted?: string): Promise<Chain> {
  let known = noted === undefined;
  let verified: Verified = NOTHING_VERIFIED;
  for (let done = false; !done; ) {
    const next = await verifyNext(state, verified, 5000);
    known ||= noted !== undefined && next.hashes.includes(noted);
    done = next.done;
    verified = { entries: next.entries, head: next.head, broken: next.broken };
  }
  if (verified.broken !== null) return { ...verified, whole: false };
  return { ...verified, whole: known, broken: known ? null : verified.entries + 1 };
}

/** Number and hash of the newest entry. */
export async function newestEntry(state: State): Promise<{ seq: number; hash: string }> {
  const last = await state
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0, hash: BEGINNING };
}

/** Hash of one entry; null if there is no such entry. */
export async function entryHash(state: State, seq: number): Promise<string | null> {
  if (seq === 0) return BEGINNING;
  const row = await state.selectFrom('audit').select('hash').where('seq', '=', seq).executeTakeFirst();
  return row?.hash ?? null;
}

/** Query for entries. */
type AuditFilter = Omit<AuditQuery, 'limit' | 'offset'>;

const filtered = (state: State, { actor, action, from, until }: AuditFilter) => {
  let found = state.selectFrom('audit');
  if (actor) found = found.where('actor', '=', actor);
  if (action) found = found.where('action', '=', action);
  if (from) found = found.where('at', '>=', from);
  // The day itself is included: every instant of it sorts before this.
  if (until) found = found.where('at', '<', `${until}U`);
  return found;
};

const entryOf = (row: Omit<AuditEntry, 'detail'> & { detail: string }): AuditEntry => ({
  ...row,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
});

/** Entries of the log, newest first, and their total number. */
export async function listAudit(
  state: State,
  { limit, offset, ...filter }: AuditQuery,
): Promise<{ total: number; rows: AuditEntry[]; actions: AuditAction[] }> {
  const found = filtered(state, filter);
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await found.selectAll().orderBy('seq', 'desc').limit(limit).offset(offset).execute();
  return { total: Number(total), rows: rows.map(entryOf), actions: await listActions(state) };
}

/** Entries of a filter older than a given one, newest first: the next page of an export. */
export async function listAuditBefore(
  state: State,
  filter: AuditFilter,
  seq: number,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await filtered(state, filter)
    .selectAll()
    .where('seq', '<', seq)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

/** Every known action in the log, by one index lookup per action instead of a scan. */
async function listActions(state: State): Promise<AuditAction[]> {
  const { rows } = await sql<{ action: string }>`WITH RECURSIVE known(action) AS (
    SELECT min(action) FROM audit
    UNION ALL
    SELECT (SELECT min(audit.action) FROM audit WHERE audit.action > known.action)
    FROM known WHERE known.action IS NOT NULL)
    SELECT action FROM known WHERE action IS NOT NULL ORDER BY action`.execute(state);
  return rows.flatMap(({ action }) => AuditAction.safeParse(action).data ?? []);
}
