import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { State } from './open.ts';
import type { StateTables } from './schema.ts';

/** A state store inside a transaction. */
export type Change = Transaction<StateTables>;

const MAX_ATTEMPTS = 50;

/**
 * Runs `work` in a transaction. If another process changes something at the same time, the second of two waits (SQLite) or is
 * retried (PostgreSQL): `work` may run several times and must only read and write the store. Within a transaction it becomes part of it.
 * @throws the database's error if another process holds the store of SQLite for half a minute
 */
export async function change<T>(state: State, work: (change: Change) => Promise<T>): Promise<T> {
  if (state.isTransaction) return work(state as Change);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await state.transaction().setIsolationLevel('serializable').execute(work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isCollision(error)) throw error;
      await sleep(Math.random() * 10 * Math.min(attempt, 10));
    }
  }
}

/**
 * Concurrent changes in PostgreSQL: a serialization failure, a deadlock, or two that took the same number. In SQLite one waits for the
 * other before it reads anything (`openState`).
 */
function isCollision(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '40001' || code === '40P01' || NUMBERED.has(String(constraint));
}

/** Keys that count on from the last. */
const NUMBERED = new Set([
  'audit_pkey',
  'refused_sign_in_pkey',
  'finding_event_pkey',
  'finding_case_pkey',
  'evaluation_event_pkey',
  'evaluation_review_pkey',
  'notice_pkey',
  'notice_event_pkey',
  'release_event_pkey',
  'report_event_pkey',
  'task_event_pkey',
  'task_number_key',
]);
