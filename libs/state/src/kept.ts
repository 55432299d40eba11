import { type Kysely, sql } from 'kysely';

export type Engine = 'sqlite' | 'postgres';

/** The program's connection can only add rows to the table. */
export async function forbidChanges(db: Kysely<unknown>, engine: Engine, table: string): Promise<void> {
  if (engine === 'postgres') {
    await sql`CREATE FUNCTION ${sql.ref(`${table}_is_kept`)}() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION ''rows of % are never changed'', TG_TABLE_NAME; END'`.execute(db);
    await sql`CREATE TRIGGER ${sql.ref(`${table}_kept`)} BEFORE UPDATE OR DELETE ON ${sql.table(table)}
      FOR EACH ROW EXECUTE FUNCTION ${sql.ref(`${table}_is_kept`)}()`.execute(db);
    return;
  }
  for (const event of ['update', 'delete'] as const) {
    await sql`CREATE TRIGGER ${sql.ref(`${table}_no_${event}`)} BEFORE ${sql.raw(event)} ON ${sql.table(table)}
      BEGIN SELECT RAISE(ABORT, 'rows of this table are never changed'); END`.execute(db);
  }
}

/** Also covers TRUNCATE, which fires no row trigger, and INSERT OR REPLACE, which fires no delete trigger. */
export async function forbidTruncation(
  db: Kysely<unknown>,
  engine: Engine,
  table: string,
  key: string[],
): Promise<void> {
  if (engine === 'postgres') {
    await sql`CREATE TRIGGER ${sql.ref(`${table}_not_emptied`)} BEFORE TRUNCATE ON ${sql.table(table)}
      FOR EACH STATEMENT EXECUTE FUNCTION ${sql.ref(`${table}_is_kept`)}()`.execute(db);
    return;
  }
  const same = key.map((column) => `${column} = NEW.${column}`).join(' AND ');
  await sql`CREATE TRIGGER ${sql.ref(`${table}_no_replace`)} BEFORE INSERT ON ${sql.table(table)}
    WHEN EXISTS (SELECT 1 FROM ${sql.table(table)} WHERE ${sql.raw(same)})
    BEGIN SELECT RAISE(ABORT, ${sql.lit(`UNIQUE constraint failed: ${table}.${key[0]}`)}); END`.execute(db);
}
