import type { Kysely } from 'kysely';

/** Tables of migration 0011: releases on their way to the public, and their steps. */
export async function addReleases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release')
    .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
    .addColumn('period', 'varchar(20)', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('from_day', 'varchar(10)', (column) => column.notNull())
    .addColumn('to_day', 'varchar(10)', (column) => column.notNull())
    .addColumn('as_of', 'varchar(10)', (column) => column.notNull())
    .addColumn('state', 'varchar(20)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('snapshot', 'varchar(40)', (column) => column.notNull())
    .addColumn('digest', 'varchar(64)', (column) => column.notNull())
    .addColumn('earlier', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('built_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('built_by', 'varchar(200)', (column) => column.notNull())
    .addColumn('acknowledged', 'text', (column) => column.notNull())
    .addColumn('approvals', 'text', (column) => column.notNull())
    .addColumn('publish_at', 'varchar(40)')
    .addColumn('published_at', 'varchar(40)')
    .addColumn('withdrawal', 'text')
    .addColumn('withdrawn_at', 'varchar(40)')
    .addColumn('supersedes', 'varchar(40)')
    .execute();
  await db.schema
    .createTable('release_event')
    .addColumn('release_id', 'varchar(40)', (column) => column.notNull())
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('account', 'varchar(60)')
    .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
    .addColumn('action', 'varchar(40)', (column) => column.notNull())
    .addColumn('to_state', 'varchar(20)', (column) => column.notNull())
    .addColumn('comment', 'text')
    .addPrimaryKeyConstraint('release_event_pkey', ['release_id', 'nth'])
    .execute();
}
