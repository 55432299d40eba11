import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

/** A task is reminded of so many days before it is due. */
export interface Reminder {
  task: string;
  dueOn: string;
  days: number;
}

/** Keeps reminders that were not given yet. @returns those that are new */
export async function addReminders(within: Change, reminders: Reminder[]): Promise<Reminder[]> {
  const fresh: Reminder[] = [];
  for (const reminder of reminders) {
    const { task, dueOn, days } = reminder;
    const { numInsertedOrUpdatedRows } = await within
      .insertInto('task_reminder')
      .values({ task_id: task, due_on: dueOn, days, at: instantInShanghai() })
      .onConflict((conflict) => conflict.columns(['task_id', 'due_on', 'days']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) fresh.push(reminder);
  }
  return fresh;
}

/** Tasks that were reminded of for the due date they have. */
export async function listReminded(store: Kysely<StateTables>): Promise<Set<string>> {
  const rows = await store
    .selectFrom('task_reminder')
    .innerJoin('task', 'task.id', 'task_reminder.task_id')
    .select('task_id')
    .whereRef('task.due_on', '=', 'task_reminder.due_on')
    .where('task.state', '!=', 'closed')
    .distinct()
    .execute();
  return new Set(rows.map(({ task_id }) => task_id));
}
