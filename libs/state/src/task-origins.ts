import type { TaskOrigin } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StepAuthor } from './cases.ts';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';
import { addTask, type NewTask, type StoredTask, stepTask, taskOf } from './tasks.ts';

type Store = Kysely<StateTables>;

/**
 * Keeps the task of an origin in step with it: it exists as long as `wanted` is set, with its assignee and due date, and it
 * closes by itself when that life ends.
 * @param wanted null: nothing is to be done any more
 * @param by the person whose act changed it; null for none
 */
export async function syncTask(
  within: Change,
  key: string,
  wanted: NewTask | null,
  by: StepAuthor | null,
): Promise<void> {
  const rows = await within
    .selectFrom('task')
    .selectAll()
    .where('origin_key', '=', key)
    .where('state', '!=', 'closed')
    .orderBy('number')
    .execute();
  const [first, ...others] = rows.map(taskOf);
  for (const task of wanted === null && first ? [first, ...others] : others) {
    await stepTask(within, task.id, { action: 'closeByItself', state: 'closed' }, null);
  }
  if (wanted === null) return;
  if (first === undefined) {
    await addTask(within, wanted, by);
    return;
  }
  const account = wanted.account ?? null;
  if (first.unit === wanted.unit && first.account === account && first.dueOn === wanted.dueOn) return;
  const assignee = { unit: wanted.unit, account, person: wanted.person ?? null };
  await stepTask(within, first.id, { action: 'change', dueOn: wanted.dueOn, ...assignee }, by);
}

/** Starts the unstarted tasks of an origin on which work has begun. */
export async function startTasksAbout(within: Change, key: string, by: StepAuthor): Promise<void> {
  const rows = await within
    .selectFrom('task')
    .select('id')
    .where('origin_key', '=', key)
    .where('state', '=', 'open')
    .execute();
  for (const { id } of rows) await stepTask(within, id, { action: 'start', state: 'doing' }, by);
}

/** Closes the active tasks about something that has ended. @returns how many */
export async function closeTasksAbout(within: Change, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const rows = await within
    .selectFrom('task')
    .select('id')
    .where('origin_key', 'in', keys)
    .where('state', '!=', 'closed')
    .execute();
  for (const { id } of rows) {
    await stepTask(within, id, { action: 'closeByItself', state: 'closed' }, null);
  }
  return rows.length;
}

/** Active tasks of one kind of origin. */
export async function listActiveTasks(
  store: Store,
  kind: TaskOrigin['kind'],
): Promise<{ key: string; task: StoredTask }[]> {
  const rows = await store
    .selectFrom('task')
    .selectAll()
    .where('origin_kind', '=', kind)
    .where('state', '!=', 'closed')
    .execute();
  return rows.map((row) => ({ key: row.origin_key, task: taskOf(row) }));
}
