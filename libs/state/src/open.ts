import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  DEFAULT_MIGRATION_TABLE,
  type Driver,
  Kysely,
  type MigrationProvider,
  Migrator,
  PostgresDialect,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
} from 'kysely';
import Database from 'libsql';
import pg from 'pg';
import { migrations } from './migrations.ts';
import type { StateTables } from './schema.ts';

/** The state store: decisions and comments of users, separate from ledger data. */
export type State = Kysely<StateTables>;

/** How long a writer waits for another; making a demonstration is one long change. */
const LOCK_MS = 30_000;
/** How long a statement blocks this process while another one holds a lock. */
const BUSY_MS = 50;

/**
 * Opens the state store and brings its tables up to date: SQLite in the home folder, or the PostgreSQL of a
 * connection string, which several servers may share. `destroy()` closes it.
 * @param url `postgres://…`; omitted for SQLite
 * @throws the database's error if it cannot be reached or migrated
 */
export async function openState(home: string, url?: string): Promise<State> {
  const engine = url === undefined ? 'sqlite' : 'postgres';
  const dialect = url === undefined ? await sqlite(home) : postgres(url);
  const state = new Kysely<StateTables>({ dialect });
  try {
    await migrate(state, migrations(engine));
  } catch (error) {
    await state.destroy();
    throw error;
  }
  return state;
}

async function migrate(state: State, provider: MigrationProvider): Promise<void> {
  if (await isUpToDate(state, provider)) return;
  const { error } = await new Migrator({ db: state, provider }).migrateToLatest();
  if (error) throw error;
}

/** One statement instead of the migrator's look at every table, which a command or a test pays each time it opens the store. */
async function isUpToDate(state: State, provider: MigrationProvider): Promise<boolean> {
  const names = sql<{ name: string }>`SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`;
  const made = await names.execute(state).then(
    ({ rows }) => rows.map(({ name }) => name).sort(),
    () => [],
  );
  return (
    made.join() ===
    Object.keys(await provider.getMigrations())
      .sort()
      .join()
  );
}

async function sqlite(home: string): Promise<SqliteDialect> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, 'state.sqlite');
  const database = new Database(path);
  database.exec(`PRAGMA busy_timeout = ${LOCK_MS}`);
  // WAL and shared-memory files inherit the mode of the database file.
  await chmod(path, 0o600);
  // Concurrent readers and one writer; committed data survives a power cut.
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  const dialect = new SqliteDialect({ database });
  dialect.createDriver = (): Driver => new LockingDriver(database);
  dialect.createAdapter = () => new AtomicAdapter();
  return dialect;
}

/** Migrations in one transaction: of programs that start at once one makes them, and a killed one leaves no half. */
class AtomicAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Takes the write lock before anything is written, with `exec`. A statement that fails because another process writes is not
 * reset by the library: it would hold its old view of the database, and each later change would fail, until it is collected.
 */
class LockingDriver extends SqliteDriver {
  constructor(private readonly database: Database.Database) {
    super({ database });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: <R>(query: CompiledQuery) => this.execute<R>(connection, query),
      streamQuery: <R>(query: CompiledQuery) => connection.streamQuery<R>(query),
    };
  }

  /** A write outside a transaction becomes one. */
  private async execute<R>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.database.inTransaction || /^\s*(select|pragma)\b/i.test(query.sql))
      return connection.executeQuery<R>(query);
    await this.beginTransaction();
    try {
      const result = await connection.executeQuery<R>(query);
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(this.database);
      throw error;
    }
  }

  /** Waits without blocking: the lock may be held by another connection of this process. */
  override async beginTransaction(): Promise<void> {
    const until = Date.now() + LOCK_MS;
    for (;;) {
      try {
        this.database.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > until) throw error;
        await sleep(1 + Math.random() * 20);
      }
    }
  }

  override async commitTransaction(): Promise<void> {
    this.database.exec('COMMIT');
  }

  override async rollbackTransaction(): Promise<void> {
    rollBack(this.database);
  }
}

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');

/** SQLite itself rolls back when the disk is full: a failing ROLLBACK must not hide the cause. */
function rollBack(database: Database.Database): void {
  try {
    database.exec('ROLLBACK');
  } catch (error) {
    if (!/no transaction is active/.test(String(error))) throw error;
  }
}

function postgres(connectionString: string): PostgresDialect {
  const pool = new pg.Pool({ connectionString });
  // A server shutdown breaks idle connections; the next query opens a new one, or fails.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}
