import { randomUUID } from 'node:crypto';
import {
  type Bilingual,
  instantInShanghai,
  RunState,
  type ScheduledRun,
  ScheduledWork,
} from '@skill-ledger/contracts';
import type { Kysely, Selectable } from 'kysely';
import { change } from './change.ts';
import type { State } from './open.ts';
import type { StateTables } from './schema.ts';

/** Minutes after which work of a server that died is taken by another. */
const LEASE_MINUTES = 10;
/** Attempts after which work is left as failed. */
const MOST_TRIES = 3;

const inMinutes = (minutes: number): string => instantInShanghai(new Date(Date.now() + minutes * 60_000));

/**
 * Records that work is due. The same work for the same instant is recorded once, even by several servers.
 * @param by who asks for it by hand; null for the schedule
 * @returns whether it is new
 */
export async function addRun(
  state: State,
  work: ScheduledWork,
  dueAt: string,
  by: string | null = null,
): Promise<boolean> {
  return change(state, async (within) => {
    const { numInsertedOrUpdatedRows } = await within
      .insertInto('scheduled_run')
      .values({
        id: randomUUID(),
        work,
        due_at: dueAt,
        state: 'ready',
        tries: 0,
        worker: null,
        locked_until: null,
        started_at: null,
        done_at: null,
        result: null,
        by_name: by,
      })
      .onConflict((conflict) => conflict.columns(['work', 'due_at']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  });
}

/** Takes the next piece of work that is due, for this worker alone; undefined if there is none. */
export function takeRun(state: State, worker: string): Promise<ScheduledRun | undefined> {
  return change(state, async (within) => {
    const now = instantInShanghai();
    const next = await within
      .selectFrom('scheduled_run')
      .select(['id', 'tries'])
      .where((or) =>
        or.or([
          or.and([or('state', '=', 'ready'), or('due_at', '<=', now)]),
          or.and([or('state', '=', 'running'), or('locked_until', '<', now)]),
        ]),
      )
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) return undefined;
    const row = await within
      .updateTable('scheduled_run')
      .set({
        state: 'running',
        tries: next.tries + 1,
        worker,
        locked_until: inMinutes(LEASE_MINUTES),
        started_at: now,
      })
      .where('id', '=', next.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return runOf(row);
  });
}

/** Notes how work ended; failed work is tried again, up to a limit. Nothing happens where another worker has it. */
export async function finishRun(
  state: State,
  run: ScheduledRun,
  worker: string,
  { ok, result }: { ok: boolean; result: Bilingual },
): Promise<void> {
  const again = !ok && run.tries < MOST_TRIES;
  // A run whose end is not noted would stay with this worker until its lease ends: collisions are tried again.
  await change(state, (within) =>
    within
      .updateTable('scheduled_run')
      .set({
        state: ok ? 'done' : again ? 'ready' : 'failed',
        done_at: again ? null : instantInShanghai(),
        locked_until: null,
        result: JSON.stringify(result),
      })
      .where('id', '=', run.id)
      .where('worker', '=', worker)
      .execute(),
  );
}

const runOf = (row: Selectable<StateTables['scheduled_run']>): ScheduledRun => ({
  id: row.id,
  work: ScheduledWork.parse(row.work),
  dueAt: row.due_at,
  state: RunState.parse(row.state),
  tries: row.tries,
  startedAt: row.started_at,
  doneAt: row.done_at,
  result: row.result === null ? null : (JSON.parse(row.result) as Bilingual),
  by: row.by_name,
});

/** The latest runs, the newest first. */
export async function listRuns(store: Kysely<StateTables>, limit: number): Promise<ScheduledRun[]> {
  const rows = await store
    .selectFrom('scheduled_run')
    .selectAll()
    .orderBy('due_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(runOf);
}

/** The instant until now that work was last due for; undefined where it never was. */
export async function lastDue(store: Kysely<StateTables>, work: ScheduledWork): Promise<string | undefined> {
  const row = await store
    .selectFrom('scheduled_run')
    .select((of) => of.fn.max('due_at').as('due_at'))
    .where('work', '=', work)
    .where('by_name', 'is', null)
    .where('due_at', '<=', instantInShanghai())
    .executeTakeFirst();
  return row?.due_at ?? undefined;
}

/** Removes runs that ended before a day, but the last of each work. @returns how many */
export async function removeRunsBefore(state: State, day: string): Promise<number> {
  const last = state
    .selectFrom('scheduled_run')
    .select((of) => of.fn.max('due_at').as('due_at'))
    .groupBy('work');
  const { numDeletedRows } = await state
    .deleteFrom('scheduled_run')
    .where('done_at', '<', day)
    .where('due_at', 'not in', last)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
