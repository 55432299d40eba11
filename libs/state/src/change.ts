import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { State } from './open.ts';
import type { StateTables } from './schema.ts';

/** A state store inside a transaction. */
export type Change = Transaction<StateTables>;

const MAX_ATTEMPTS = 50;

/**
 * Runs `work` in a transaction. If another process changes something at the same time, the
 * second of two is retried: `work` may run several times and must only read and write the store. Within a transaction
 * it becomes part of it.
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

/** Concurrent writes: SQLITE_BUSY, a serialization failure of PostgreSQL, or a duplicate number in either. */
function isCollision(error: unknown): boolean {
  const { code, constraint, message } = error as { code?: unknown; constraint?: unknown; message?: unknown };
  return (
    String(code).startsWith('SQLITE_BUSY') ||
    code === '40001' ||
    code === '40P01' ||
    constraint === 'audit_pkey' ||
    constraint === 'refused_sign_in_pkey' ||
    constraint === 'finding_event_pkey' ||
    constraint === 'finding_case_pkey' ||
    constraint === 'evaluation_event_pkey' ||
    constraint === 'evaluation_review_pkey' ||
    constraint === 'notice_pkey' ||
    constraint === 'notice_event_pkey' ||
    constraint === 'release_event_pkey' ||
    constraint === 'report_event_pkey' ||
    constraint === 'task_event_pkey' ||
    constraint === 'task_number_key' ||
    /UNIQUE constraint failed: (audit|finding_event|refused_sign_in|evaluation_event|evaluation_review|notice|notice_event|release_event|report_event|task_event|task)\./.test(
      String(message),
    )
  );
}
