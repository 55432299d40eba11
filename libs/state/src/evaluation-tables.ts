import type { Kysely } from 'kysely';

/** Tables of migration 0006: periods, forms, their steps, submissions, reviews and files. */
export async function addEvaluations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('evaluation_period')
    .addColumn('id', 'varchar(20)', (column) => column.primaryKey())
    .addColumn('from_day', 'varchar(10)', (column) => column.notNull())
    .addColumn('to_day', 'varchar(10)', (column) => column.notNull())
    .addColumn('kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('due_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('scheme', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('opened_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('opened_by', 'varchar(200)', (column) => column.notNull())
    .addColumn('finalised_at', 'varchar(40)')
    .addColumn('published_at', 'varchar(40)')
    .execute();
  await addForms(db);
  await addSteps(db);
  await db.schema
    .createTable('evaluation_file')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('form_id', 'varchar(36)', (column) => column.notNull().references('evaluation_form.id'))
    .addColumn('name', 'varchar(300)', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('by_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('removed_at', 'varchar(40)')
    .execute();
  await db.schema.createIndex('evaluation_file_by_form').on('evaluation_file').columns(['form_id']).execute();
}

async function addForms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('evaluation_form')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('period', 'varchar(20)', (column) => column.notNull().references('evaluation_period.id'))
    .addColumn('unit', 'varchar(200)', (column) => column.notNull())
    .addColumn('unit_kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('state', 'varchar(20)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('due_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('draft', 'text', (column) => column.notNull())
    .addColumn('edited_by', 'varchar(200)')
    .addColumn('edited_at', 'varchar(40)')
    .addColumn('opened', 'text', (column) => column.notNull())
    .addColumn('handed_in_account', 'varchar(60)')
    .addColumn('handed_in_by', 'varchar(200)')
    .addColumn('submitted_at', 'varchar(40)')
    .addColumn('late', 'integer', (column) => column.notNull())
    .addColumn('submissions', 'integer', (column) => column.notNull())
    .addColumn('returns', 'integer', (column) => column.notNull())
    .addColumn('system_total', 'varchar(10)')
    .addColumn('self_total', 'varchar(10)')
    .addColumn('review_total', 'varchar(10)')
    .addColumn('grade', 'varchar(40)')
    .addColumn('rank', 'integer')
    .addColumn('result', 'text')
    .addUniqueConstraint('evaluation_form_of_unit', ['period', 'unit'])
    .execute();
}

async function addSteps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('evaluation_event')
    .addColumn('form_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('account', 'varchar(60)', (column) => column.notNull())
    .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('unit', 'varchar(200)')
    .addColumn('action', 'varchar(40)', (column) => column.notNull())
    .addColumn('to_state', 'varchar(20)', (column) => column.notNull())
    .addColumn('comment', 'text')
    .addPrimaryKeyConstraint('evaluation_event_pkey', ['form_id', 'nth'])
    .execute();
  await db.schema
    .createTable('evaluation_version')
    .addColumn('form_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('by_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('self_total', 'varchar(10)')
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('evaluation_version_pkey', ['form_id', 'nth'])
    .execute();
  await db.schema
    .createTable('evaluation_review')
    .addColumn('form_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('role', 'varchar(20)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('opinions', 'text', (column) => column.notNull())
    .addColumn('by_name', 'varchar(200)')
    .addColumn('finished_at', 'varchar(40)')
    .addPrimaryKeyConstraint('evaluation_review_pkey', ['form_id', 'nth', 'role'])
    .execute();
}
