import type { Kysely, Migration, MigrationProvider } from 'kysely';

/** Every change to the tables, in order; none is ever edited once released. The same for SQLite and PostgreSQL. */
const MIGRATIONS: Record<string, Migration> = {
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
};

export const migrations: MigrationProvider = { getMigrations: async () => MIGRATIONS };
