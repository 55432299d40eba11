import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Draft } from '../warehouse/draft.ts';

const FOLDER = fileURLToPath(new URL('../../models/', import.meta.url));

/** Raised when a snapshot holds something that no model makes. 2: finding_closed. */
const SHAPE = 2;

/** A model: one relation, named by what a row is, and the SQL that makes it. */
interface Model {
  name: string;
  sql: string;
}

/**
 * In the header of a model, how long it lives. `no`: it only joins what the ledgers hold and is computed when it is read.
 * `while building`: other models alone read it, and it is gone with the connection.
 */
const STORED = /^-- stored: (no|while building)$/m;
const CREATE: Record<string, string> = { no: 'VIEW ', 'while building': 'TABLE work.' };

/**
 * Builds every model of `models/*.sql`, each after those it reads: as a table, unless its header says `-- stored: no`
 * (a view) or `-- stored: while building`. Linear in the rows. Models may refer to ledger rows by `rowid` until the
 * draft closes, not longer.
 */
export async function buildModels(draft: Draft): Promise<void> {
  const models = inOrder(await readModels());
  await dropModels(draft.connection, models);
  await draft.connection.run(
    `CREATE OR REPLACE TABLE model_version AS SELECT '${await modelVersion()}' AS version`,
  );
  await draft.run(
    models.map(({ name, sql, reads }) => ({
      name,
      after: reads,
      run: async (connection) => {
        await connection.run(`CREATE ${CREATE[STORED.exec(sql)?.[1] ?? ''] ?? 'TABLE '}${name} AS\n${sql}`);
      },
    })),
  );
}

/** Lets go of what the snapshot before was made of, and of what was made on the way: models may have changed their kind, or be no longer there. */
async function dropModels(connection: DuckDBConnection, models: Model[]): Promise<void> {
  const names = models.map(({ name }) => `'${name}'`).join(', ');
  const there = await connection.runAndReadAll(
    `SELECT 'VIEW', database_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'warehouse'
     UNION ALL
     SELECT 'TABLE', database_name, table_name FROM duckdb_tables() WHERE table_name IN (${names}) AND database_name IN ('warehouse', 'work')`,
  );
  const drops = there
    .getRowsJS()
    .map(([kind, database, name]) => `DROP ${String(kind)} ${String(database)}.${String(name)}`);
  if (drops.length > 0) await connection.run(drops.join(';'));
}

/** Changes with every model: a snapshot of another version has to be computed anew. */
export async function modelVersion(): Promise<string> {
  const models = await readModels();
  return createHash('sha256')
    .update(JSON.stringify([SHAPE, models]))
    .digest('hex')
    .slice(0, 16);
}

async function readModels(): Promise<Model[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ''),
      sql: await readFile(`${FOLDER}${file}`, 'utf8'),
    })),
  );
}

/**
 * The models, each with those it reads: whose name stands behind FROM or JOIN, outside comments. That on which the
 * longest chain of others waits comes first.
 */
function inOrder(models: Model[]): (Model & { reads: string[] })[] {
  const found = models.map((model) => {
    const bare = model.sql.replaceAll(/--.*$/gm, '');
    const isRead = ({ name }: Model): boolean => new RegExp(`\\b(from|join)\\s+${name}\\b`, 'i').test(bare);
    return {
      ...model,
      reads: models.filter((other) => other !== model && isRead(other)).map(({ name }) => name),
    };
  });
  const waiting = new Map(models.map(({ name }) => [name, 0]));
  for (const _round of models) {
    for (const { name, reads } of found) {
      const own = waiting.get(name) ?? 0;
      for (const read of reads) waiting.set(read, Math.max(waiting.get(read) ?? 0, own + 1));
    }
  }
  return found.sort((a, b) => (waiting.get(b.name) ?? 0) - (waiting.get(a.name) ?? 0));
}
