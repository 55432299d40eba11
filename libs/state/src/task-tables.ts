import type { Kysely } from 'kysely';

/** Tables of migration 0007: tasks with their steps, files and reminders, and the work of the schedule. */
export async function addTasks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('task')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('number', 'varchar(12)', (column) => column.notNull().unique())
    .addColumn('origin_kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('origin_key', 'varchar(120)', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('unit', 'varchar(200)')
    .addColumn('account', 'varchar(60)')
    .addColumn('person', 'varchar(200)')
    .addColumn('due_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('importance', 'varchar(10)', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('given_account', 'varchar(60)')
    .addColumn('given_by', 'varchar(200)', (column) => column.notNull())
    .addColumn('given_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('closed_at', 'varchar(40)')
    .addColumn('closed_by_itself', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('task_by_origin').on('task').columns(['origin_key']).execute();
  await db.schema.createIndex('task_by_unit').on('task').columns(['unit', 'state']).execute();
  await db.schema
    .createTable('task_event')
    .addColumn('task_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('account', 'varchar(60)')
    .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('unit', 'varchar(200)')
    .addColumn('action', 'varchar(20)', (column) => column.notNull())
    .addColumn('to_state', 'varchar(10)', (column) => column.notNull())
    .addColumn('comment', 'text')
    .addColumn('detail', 'varchar(300)')
    .addPrimaryKeyConstraint('task_event_pkey', ['task_id', 'nth'])
    .execute();
  await db.schema
    .createTable('task_file')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('task_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('name', 'varchar(300)', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('by_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('task_file_by_task').on('task_file').columns(['task_id']).execute();
  await db.schema
    .createTable('task_reminder')
    .addColumn('task_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('due_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addPrimaryKeyConstraint('task_reminder_pkey', ['task_id', 'due_on', 'days'])
    .execute();
}

/** One row for each piece of work and the instant it was due for: no two servers do it twice. */
export async function addScheduledRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('scheduled_run')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('work', 'varchar(20)', (column) => column.notNull())
    .addColumn('due_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('worker', 'varchar(64)')
    .addColumn('locked_until', 'varchar(40)')
    .addColumn('started_at', 'varchar(40)')
    .addColumn('done_at', 'varchar(40)')
    .addColumn('result', 'text')
    .addColumn('by_name', 'varchar(200)')
    .addUniqueConstraint('scheduled_run_once', ['work', 'due_at'])
    .execute();
}
