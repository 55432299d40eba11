import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { State } from './open.ts';
import type { StateTables } from './schema.ts';

/** A state store inside a change that is made whole or not at all. */
export type Change = Transaction<StateTables>;

const MOST_ATTEMPTS = 50;

/**
 * Makes a change whole or not at all, also where the command line changes something at the same time: the
 * second of two begins anew. So `work` may run several times, and does nothing but read and write the store.
 */
export async function change<T>(state: State, work: (change: Change) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await state.transaction().setIsolationLevel('serializable').execute(work);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isCollision(error)) throw error;
      await sleep(Math.random() * 10 * Math.min(attempt, 10));
    }
  }
}

/** Two wrote at once: SQLite says busy, PostgreSQL that one must begin anew, both that the next number is taken. */
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
    /UNIQUE constraint failed: (audit|finding_event|refused_sign_in|evaluation_event|evaluation_review)\./.test(
      String(message),
    )
  );
}
