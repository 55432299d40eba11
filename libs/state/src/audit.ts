import { createHash } from 'node:crypto';
import type { AuditEntry, AuditQuery } from '@skill-ledger/contracts';
import { instantInShanghai } from '@skill-ledger/contracts';
import { sql } from 'kysely';
import { type Change, change } from './change.ts';
import type { State } from './open.ts';

/** Who does something, and from where. */
export interface Actor {
  name: string | null;
  role: string | null;
  unit: string | null;
  address: string | null;
}

/** What is done. Details hold no personal data: they are kept for ever. */
export interface Deed {
  /** `session.open`, `account.create`, `rows.unmasked` … */
  action: string;
  subject?: string | null;
  detail?: Record<string, unknown>;
}

/** The hash that the first entry follows. */
const BEGINNING = '0'.repeat(64);

/** Adds to the log within the change that it tells of: both are kept, or neither. */
export async function record(within: Change, actor: Actor, deed: Deed): Promise<void> {
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
    action: deed.action,
    subject: deed.subject ?? null,
    detail: JSON.stringify(deed.detail ?? {}),
  };
  await within
    .insertInto('audit')
    .values({ ...entry, hash: hashOf(last?.hash ?? BEGINNING, entry) })
    .execute();
}

/** Adds to the log what changes nothing in the store. */
export const note = (state: State, actor: Actor, deed: Deed): Promise<void> =>
  change(state, (within) => record(within, actor, deed));

function hashOf(before: string, entry: Omit<AuditEntry, 'hash' | 'detail'> & { detail: string }): string {
  const { seq, at, actor, role, unit, address, action, subject, detail } = entry;
  const said = JSON.stringify([seq, at, actor, role, unit, address, action, subject, detail]);
  return createHash('sha256').update(`${before}\n${said}`).digest('hex');
}

/** Whether the log is as it was written. */
export interface Chain {
  whole: boolean;
  entries: number;
  /** The first entry that does not follow from those before it. */
  broken: number | null;
  /** Hash of the last entry that does: noted down elsewhere, it shows later whether entries were cut off. */
  head: string;
}

/**
 * Computes the whole chain anew.
 * @param noted hash of the last entry at an earlier time: where the chain knows none such, entries were cut off
 */
export async function verifyAudit(state: State, noted?: string): Promise<Chain> {
  let known = noted === undefined;
  let head = BEGINNING;
  let entries = 0;
  for (;;) {
    const page = await state
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', entries)
      .orderBy('seq')
      .limit(5000)
      .execute();
    for (const entry of page) {
      if (entry.seq !== entries + 1 || entry.hash !== hashOf(head, entry))
        return { whole: false, entries, broken: entries + 1, head };
      head = entry.hash;
      known ||= head === noted;
      entries += 1;
    }
    if (page.length === 0) return { whole: known, entries, broken: known ? null : entries + 1, head };
  }
}

/** Entries of the log, the newest first, and how many there are. */
export async function listAudit(
  state: State,
  { actor, action, from, until, limit, offset }: AuditQuery,
): Promise<{ total: number; rows: AuditEntry[]; actions: string[] }> {
  let found = state.selectFrom('audit');
  if (actor) found = found.where('actor', '=', actor);
  if (action) found = found.where('action', '=', action);
  if (from) found = found.where('at', '>=', from);
  // The day itself is meant too; every instant of it sorts before this.
  if (until) found = found.where('at', '<', `${until}U`);
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await found.selectAll().orderBy('seq', 'desc').limit(limit).offset(offset).execute();
  const actions = await state.selectFrom('audit').select('action').distinct().orderBy('action').execute();
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> })),
    actions: actions.map((row) => row.action),
  };
}
