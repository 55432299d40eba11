import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';

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
const CREATE: Record<string, string> = { no: 'VIEW', 'while building': 'TEMP TABLE' };

/**
 * Builds every model of `models/*.sql`, each after those it reads: as a table, unless its header says `-- stored: no`
 * (a view) or `-- stored: while building`. Linear in the rows. Models may refer to ledger rows by `rowid` until the
 * connection closes, not longer.
 */
export async function buildModels(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE OR REPLACE TABLE model_version AS SELECT $1 AS version', [
    await modelVersion(),
  ]);
  const models = await readModels();
  await dropModels(connection, models);
  for (const { name, sql } of inOrder(models)) {
    const kind = CREATE[STORED.exec(sql)?.[1] ?? ''] ?? 'TABLE';
    await connection.run(`CREATE ${kind} ${name} AS\n${sql}`);
  }
}

/** Lets go of what the snapshot before was made of: models may have changed their kind, or be no longer there. */
async function dropModels(connection: DuckDBConnection, models: Model[]): Promise<void> {
  const names = models.map(({ name }) => `'${name}'`).join(', ');
  const there = await connection.runAndReadAll(
    `SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary AND database_name = current_database()
     UNION ALL
     SELECT 'TABLE', table_name FROM duckdb_tables()
     WHERE table_name IN (${names}) AND (temporary OR database_name = current_database())`,
  );
  for (const [kind, name] of there.getRowsJS()) await connection.run(`DROP ${String(kind)} ${String(name)}`);
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

/** A model reads another when the other's name stands behind FROM or JOIN, outside comments. */
function inOrder(models: Model[]): Model[] {
  const ordered: Model[] = [];
  const under = new Set<string>();
  const visit = (model: Model): void => {
    if (ordered.includes(model)) return;
    if (under.has(model.name))
      throw new Error(`models read each other in a circle: ${[...under].join(' → ')}`);
    under.add(model.name);
    const bare = model.sql.replaceAll(/--.*$/gm, '');
    for (const other of models) {
      if (other !== model && new RegExp(`\\b(from|join)\\s+${other.name}\\b`, 'i').test(bare)) visit(other);
    }
    under.delete(model.name);
    ordered.push(model);
  };
  for (const model of models) visit(model);
  return ordered;
}
