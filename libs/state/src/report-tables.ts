import type { Kysely } from 'kysely';

/** Tables of migration 0012: quarterly and annual reports, their steps, and the files of those that are final. */
export async function addReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('period', 'varchar(20)', (column) => column.notNull())
    .addColumn('kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('from_day', 'varchar(10)', (column) => column.notNull())
    .addColumn('as_of', 'varchar(10)', (column) => column.notNull())
    .addColumn('snapshot', 'varchar(20)', (column) => column.notNull())
    .addColumn('state', 'varchar(20)', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('basis', 'text', (column) => column.notNull())
    .addColumn('headline', 'text')
    .addColumn('problems', 'text')
    .addColumn('measures', 'text')
    .addColumn('texts_account', 'varchar(60)')
    .addColumn('written_by', 'varchar(200)')
    .addColumn('written_at', 'varchar(40)', (column) => column.notNull())
    .addColumn('reviewed_by', 'varchar(200)')
    .addColumn('reviewed_at', 'varchar(40)')
    .addColumn('finalised_by', 'varchar(200)')
    .addColumn('finalised_at', 'varchar(40)')
    // One draft a period: emptied when the report is final.
    .addColumn('draft_of', 'varchar(20)', (column) => column.unique())
    // The schedule writes a period once.
    .addColumn('scheduled_for', 'varchar(20)', (column) => column.unique())
    .execute();
  await db.schema
    .createTable('report_event')
    .addColumn('report_id', 'varchar(36)', (column) => column.notNull().references('report.id'))
    .addColumn('nth', 'integer', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addColumn('account', 'varchar(60)')
    .addColumn('by_name', 'varchar(200)')
    .addColumn('action', 'varchar(20)', (column) => column.notNull())
    .addColumn('comment', 'text')
    .addPrimaryKeyConstraint('report_event_pkey', ['report_id', 'nth'])
    .execute();
  await db.schema
    .createTable('report_file')
    .addColumn('report_id', 'varchar(36)', (column) => column.notNull().references('report.id'))
    .addColumn('format', 'varchar(10)', (column) => column.notNull())
    .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('report_file_pkey', ['report_id', 'format'])
    .execute();
}
