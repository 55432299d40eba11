import type { AuditAnchor, AuditBinding } from '@skill-ledger/contracts';
import { type Actor, type AuditEvent, entryHash, newestEntry, recordOnce } from './audit.ts';
import type { State } from './open.ts';

/** What a home keeps beside the audit log, so that a change of one alone is noticed. */
export interface AuditLink {
  /** What was done in the home and is perhaps not in the log yet, the first done first. */
  finished(): Promise<(AuditEvent & { id: string; at: string; snapshot: string; actor: Actor })[]>;
  /** Forgets one that the log tells of. */
  forget(id: string): Promise<void>;
  /** Where the log stood when the home last saw it; null if it has seen none. */
  anchor(): Promise<AuditAnchor | null>;
  bind(anchor: AuditAnchor): Promise<void>;
}

/** Where the log stands now. */
export async function anchorOf(state: State): Promise<AuditAnchor> {
  const { value } = await state
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'store.id')
    .executeTakeFirstOrThrow();
  return { store: value, ...(await newestEntry(state)) };
}

/** Whether the log is the one of the anchor, and goes on from it. */
export async function bindingOf(state: State, anchor: AuditAnchor | null): Promise<AuditBinding> {
  if (anchor === null) return 'unbound';
  const { store } = await anchorOf(state);
  if (store !== anchor.store) return 'foreign';
  return (await entryHash(state, anchor.seq)) === anchor.hash ? 'bound' : 'cut';
}

/**
 * Makes log and home agree: adds what was done in the home and is not in the log, and keeps in the home where the
 * log stands. A log that is not the home's is left alone, so that every later look notices it too.
 */
export async function reconcile(state: State, link: AuditLink): Promise<AuditBinding> {
  const before = await link.anchor();
  const binding = await bindingOf(state, before);
  for (const { id, at, snapshot, actor, ...event } of await link.finished()) {
    const { action, subject = null, detail } = event;
    await recordOnce(state, actor, { action, subject, detail: { ...detail, snapshot, at } }, id);
    await link.forget(id);
  }
  if (binding === 'foreign' || binding === 'cut') return binding;
  const now = await anchorOf(state);
  if (now.seq !== before?.seq) await link.bind(now);
  return binding;
}
