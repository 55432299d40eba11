import type { AuditAnchor, AuditBinding } from '@skill-ledger/contracts';
import { type Actor, type AuditEvent, entryHash, newestEntry, recordOnce } from './audit.ts';
import type { State } from './open.ts';

/** Records of a home about the audit log, so that a change of either alone is detected. */
export interface AuditLink {
  /** Operations in the home that may not be in the log yet, oldest first. */
  finished(): Promise<(AuditEvent & { id: string; at: string; snapshot: string; actor: Actor })[]>;
  /** Removes an operation that is in the log. */
  forget(id: string): Promise<void>;
  /** End of the log at the last reconciliation; null before the first. */
  anchor(): Promise<AuditAnchor | null>;
  bind(anchor: AuditAnchor): Promise<void>;
}

/** Current end of the log. */
export async function anchorOf(state: State): Promise<AuditAnchor> {
  const { value } = await state
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'store.id')
    .executeTakeFirstOrThrow();
  return { store: value, ...(await newestEntry(state)) };
}

/** Whether the log contains the anchor. */
export async function bindingOf(state: State, anchor: AuditAnchor | null): Promise<AuditBinding> {
  if (anchor === null) return 'unbound';
  const { store } = await anchorOf(state);
  if (store !== anchor.store) return 'foreign';
  return (await entryHash(state, anchor.seq)) === anchor.hash ? 'bound' : 'cut';
}

/**
 * Brings log and home in line: adds missing operations of the home to the log, and stores the end of the log in the home. A log
 * that does not belong to the home is not changed, so that later calls detect it too.
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
