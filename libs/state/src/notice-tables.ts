import type { Kysely } from 'kysely';

/** Tables of migration 0013: name lists, their rows, objections and steps. */
export async function addNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notice')
    .addColumn('id', 'varchar(20)', (column) => column.primaryKey())
    .addColumn('scope_kind', 'varchar(10)', (column) => column.notNull())
    .addColumn('scope_value', 'varchar(200)', (column) => column.notNull())
    .addColumn('starts_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('ends_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('clause', 'varchar(200)', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('snapshot', 'varchar(40)', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('persons', 'integer', (column) => column.notNull())
    .addColumn('amount', 'varchar(24)', (column) => column.notNull())
    .addColumn('opened_account', 'varchar(60)')
    .addColumn('opened_by', 'varchar(200)', (column) => column.notNull())
    .addColumn('opened_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('closed_at', 'varchar(40)')
    .addColumn('stop_reason', 'text')
    .execute();
  await db.schema
    .createTable('notice_row')
    .addColumn('notice_id', 'varchar(20)', (column) => column.notNull().references('notice.id'))
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('key', 'varchar(24)', (column) => column.notNull().unique())
    .addColumn('payout_id', 'varchar(200)', (column) => column.notNull())
    .addColumn('class_id', 'varchar(200)', (column) => column.notNull())
    .addColumn('shown_name', 'varchar(300)')
    .addColumn('shown_id', 'varchar(60)')
    .addColumn('last4', 'varchar(4)')
    .addColumn('class_name', 'text')
    .addColumn('project', 'text')
    .addColumn('level', 'varchar(40)')
    .addColumn('persons', 'integer', (column) => column.notNull())
    .addColumn('amount', 'varchar(24)', (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_row_pkey', ['notice_id', 'nth'])
    .execute();
  const indexes: [string, string[]][] = [
    ['notice_row_by_name', ['notice_id', 'shown_name']],
    ['notice_row_by_last4', ['notice_id', 'last4']],
    ['notice_row_by_payout', ['payout_id']],
  ];
  for (const [name, columns] of indexes) {
    await db.schema.createIndex(name).on('notice_row').columns(columns).execute();
  }
  await db.schema
    .createTable('objection')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('notice_id', 'varchar(20)', (column) => column.notNull().references('notice.id'))
    .addColumn('row_nth', 'integer')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('contact', 'text')
    .addColumn('receipt_hash', 'varchar(64)', (column) => column.notNull().unique())
    .addColumn('filed_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('due_on', 'varchar(10)', (column) => column.notNull())
    .addColumn('state', 'varchar(10)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('hold', 'varchar(10)', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'varchar(200)')
    .addColumn('answered_at', 'varchar(40)')
    .execute();
  await db.schema
    .createIndex('objection_by_notice')
    .on('objection')
    .columns(['notice_id', 'filed_at'])
    .execute();
  await db.schema
    .createTable('notice_event')
    .addColumn('notice_id', 'varchar(20)', (column) => column.notNull().references('notice.id'))
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('account', 'varchar(60)')
    .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('action', 'varchar(20)', (column) => column.notNull())
    .addColumn('objection_id', 'varchar(36)')
    .addColumn('comment', 'text')
    .addPrimaryKeyConstraint('notice_event_pkey', ['notice_id', 'nth'])
    .execute();
}
