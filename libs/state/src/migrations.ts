import { randomBytes } from 'node:crypto';
import { type Kysely, type Migration, type MigrationProvider, sql } from 'kysely';
import { addEvaluations, addPeriodPlans } from './evaluation-tables.ts';
import { type Engine, forbidChanges, forbidTruncation } from './kept.ts';
import { addNotices } from './notice-tables.ts';
import { addReleases } from './release-tables.ts';
import { addReports } from './report-tables.ts';
import { addScheduledRuns, addTasks } from './task-tables.ts';

/** Every change to the tables, in order; never edit one once released. The same for both engines except for triggers. */
const MIGRATIONS = (engine: Engine): Record<string, Migration> => ({
  '0001_warning_acknowledgement': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('warning_acknowledgement')
        .addColumn('warning_id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('comment', 'text', (column) => column.notNull())
        .addColumn('acknowledged_by', 'varchar(200)')
        .addColumn('acknowledged_at', 'varchar(40)', (column) => column.notNull())
        .execute();
    },
  },
  '0002_access': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('account')
        .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
        .addColumn('name', 'varchar(60)', (column) => column.notNull().unique())
        .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
        .addColumn('role', 'varchar(20)', (column) => column.notNull())
        .addColumn('unit', 'varchar(200)')
        .addColumn('password_hash', 'varchar(200)')
        .addColumn('password_set_at', 'varchar(40)')
        .addColumn('must_change', 'integer', (column) => column.notNull())
        .addColumn('disabled', 'integer', (column) => column.notNull())
        .addColumn('demo', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'varchar(40)', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('session')
        .addColumn('token_hash', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('account_id', 'varchar(36)', (column) => column.notNull().references('account.id'))
        .addColumn('created_at', 'varchar(40)', (column) => column.notNull())
        .addColumn('seen_at', 'varchar(40)', (column) => column.notNull())
        .addColumn('purpose', 'text')
        .addColumn('purpose_until', 'varchar(40)')
        .execute();
      await db.schema
        .createTable('failed_sign_in')
        .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
        .addColumn('name_hash', 'varchar(64)', (column) => column.notNull())
        .addColumn('address', 'varchar(64)', (column) => column.notNull())
        .addColumn('at', 'varchar(40)', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('pending_sign_in')
        .addColumn('state_hash', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('nonce', 'varchar(100)', (column) => column.notNull())
        .addColumn('verifier', 'varchar(200)', (column) => column.notNull())
        .addColumn('return_to', 'text', (column) => column.notNull())
        .addColumn('created_at', 'varchar(40)', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('setting')
        .addColumn('name', 'varchar(60)', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('audit')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'varchar(40)', (column) => column.notNull())
        .addColumn('actor', 'varchar(200)')
        .addColumn('role', 'varchar(20)')
        .addColumn('unit', 'varchar(200)')
        .addColumn('address', 'varchar(64)')
        .addColumn('action', 'varchar(60)', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('detail', 'text', (column) => column.notNull())
        .addColumn('hash', 'varchar(64)', (column) => column.notNull())
        .execute();
      await forbidChanges(db, engine, 'audit');
    },
  },
  '0003_finding_cases': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('finding_case')
        .addColumn('finding_id', 'varchar(16)', (column) => column.primaryKey())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('reason', 'varchar(40)')
        .addColumn('assigned_unit', 'varchar(200)')
        .addColumn('assigned_account', 'varchar(60)')
        .addColumn('assignee', 'varchar(200)')
        .addColumn('due_on', 'varchar(10)')
        .addColumn('recovered', 'varchar(20)', (column) => column.notNull())
        .addColumn('updated_at', 'varchar(40)', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('finding_event')
        .addColumn('finding_id', 'varchar(16)', (column) => column.notNull())
        .addColumn('nth', 'integer', (column) => column.notNull())
        .addColumn('at', 'varchar(40)', (column) => column.notNull())
        .addColumn('account', 'varchar(60)', (column) => column.notNull())
        .addColumn('display_name', 'varchar(200)', (column) => column.notNull())
        .addColumn('unit', 'varchar(200)')
        .addColumn('change', 'text', (column) => column.notNull())
        .addColumn('comment', 'text')
        .addPrimaryKeyConstraint('finding_event_pkey', ['finding_id', 'nth'])
        .execute();
      await forbidChanges(db, engine, 'finding_event');
      await db.schema
        .createTable('finding_file')
        .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
        .addColumn('finding_id', 'varchar(16)', (column) => column.notNull())
        .addColumn('name', 'varchar(300)', (column) => column.notNull())
        .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
        .addColumn('bytes', 'integer', (column) => column.notNull())
        .addColumn('by_name', 'varchar(200)', (column) => column.notNull())
        .addColumn('at', 'varchar(40)', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('saved_filter')
        .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
        .addColumn('account_id', 'varchar(36)', (column) => column.notNull().references('account.id'))
        .addColumn('name', 'varchar(60)', (column) => column.notNull())
        .addColumn('query', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0004_kept_for_ever': {
    up: async (db: Kysely<unknown>) => {
      await forbidTruncation(db, engine, 'audit', ['seq']);
      await forbidTruncation(db, engine, 'finding_event', ['finding_id', 'nth']);
      await db.schema.alterTable('finding_file').addColumn('unit', 'varchar(200)').execute();
      // Ids of findings with cases stay as they are.
      await sql`INSERT INTO setting (name, value) SELECT 'findings.secret',
        CASE WHEN EXISTS (SELECT 1 FROM finding_case) THEN '' ELSE ${randomBytes(32).toString('hex')} END`.execute(
        db,
      );
    },
  },
  '0005_ceilings': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .alterTable('session')
        .addColumn('means', 'varchar(20)', (column) => column.notNull().defaultTo('password'))
        .execute();
      await db.schema.alterTable('session').addColumn('purpose_since', 'varchar(40)').execute();
      await db.schema.alterTable('pending_sign_in').addColumn('address', 'varchar(64)').execute();
      await addCeilings(db);
      await addIndexes(db);
    },
  },
  '0006_evaluations': {
    up: async (db: Kysely<unknown>) => {
      await addEvaluations(db);
      await forbidChanges(db, engine, 'evaluation_event');
      await forbidTruncation(db, engine, 'evaluation_event', ['form_id', 'nth']);
      await forbidChanges(db, engine, 'evaluation_version');
      await forbidTruncation(db, engine, 'evaluation_version', ['form_id', 'nth']);
    },
  },
  '0007_tasks': {
    up: async (db: Kysely<unknown>) => {
      await addTasks(db);
      await forbidChanges(db, engine, 'task_event');
      await forbidTruncation(db, engine, 'task_event', ['task_id', 'nth']);
      await addScheduledRuns(db);
    },
  },
  '0008_account_language': {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable('account').addColumn('language', 'varchar(2)').execute();
    },
  },
  '0009_store_id': {
    up: async (db: Kysely<unknown>) => {
      await sql`INSERT INTO setting (name, value) VALUES ('store.id', ${randomBytes(16).toString('hex')})`.execute(
        db,
      );
    },
  },
  '0010_period_plans': { up: addPeriodPlans },
  '0011_releases': { up: addReleases },
  '0012_reports': {
    up: async (db: Kysely<unknown>) => {
      await addReports(db);
      await forbidChanges(db, engine, 'report_event');
      await forbidTruncation(db, engine, 'report_event', ['report_id', 'nth']);
    },
  },
  '0013_notices': {
    up: async (db: Kysely<unknown>) => {
      await addNotices(db);
      await forbidChanges(db, engine, 'notice_event');
      await forbidTruncation(db, engine, 'notice_event', ['notice_id', 'nth']);
    },
  },
});

async function addCeilings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_in_address')
    .addColumn('name_hash', 'varchar(64)', (column) => column.notNull())
    .addColumn('address', 'varchar(64)', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_in_address_pkey', ['name_hash', 'address'])
    .execute();
  await db.schema
    .createTable('refused_sign_in')
    .addColumn('name', 'varchar(60)', (column) => column.primaryKey())
    .addColumn('since', 'varchar(40)', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addColumn('address', 'varchar(64)')
    .execute();
  await db.schema
    .createTable('former_password')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('account_id', 'varchar(36)', (column) => column.notNull().references('account.id'))
    .addColumn('hash', 'varchar(200)', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('evidence_file')
    .addColumn('sha256', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('account', 'varchar(60)', (column) => column.notNull())
    .addColumn('at', 'varchar(40)', (column) => column.notNull())
    .execute();
  await sql`INSERT INTO evidence_file (sha256, bytes, account, at)
    SELECT sha256, max(bytes), '', min(at) FROM finding_file GROUP BY sha256`.execute(db);
}

async function addIndexes(db: Kysely<unknown>): Promise<void> {
  const indexes: [string, string, string[]][] = [
    ['audit_by_action', 'audit', ['action', 'seq']],
    ['audit_by_actor', 'audit', ['actor', 'seq']],
    ['audit_by_time', 'audit', ['at']],
    ['failed_sign_in_by_name', 'failed_sign_in', ['name_hash', 'at']],
    ['failed_sign_in_by_address', 'failed_sign_in', ['address', 'at']],
    ['finding_file_by_finding', 'finding_file', ['finding_id']],
  ];
  for (const [name, table, columns] of indexes) {
    await db.schema.createIndex(name).on(table).columns(columns).execute();
  }
}

export const migrations = (engine: Engine): MigrationProvider => ({
  getMigrations: async () => MIGRATIONS(engine),
});
