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

/** In the header of a model that only joins what the ledgers hold: computed when it is read, nothing to store. */
const AS_VIEW = /^-- stored: no\b/m;

/**
 * Builds every model of `models/*.sql`, each after those it reads: as a table, or as a view where its header says
 * `-- stored: no`. Linear in the rows.
 */
export async function buildModels(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE OR REPLACE TABLE model_version AS SELECT $1 AS version', [
    await modelVersion(),
  ]);
  for (const { name, sql } of inOrder(await readModels())) {
    const kind = AS_VIEW.test(sql) ? 'VIEW' : 'TABLE';
    await dropOther(connection, name, kind);
    await connection.run(`CREATE OR REPLACE ${kind} ${name} AS\n${sql}`);
  }
}

/** A relation that was of the other kind in the snapshot before cannot be replaced. */
async function dropOther(connection: DuckDBConnection, name: string, kind: 'TABLE' | 'VIEW'): Promise<void> {
  const [there, other] =
    kind === 'VIEW'
      ? ['duckdb_tables() WHERE table_name', 'TABLE']
      : ['duckdb_views() WHERE view_name', 'VIEW'];
  const found = await connection.runAndReadAll(`SELECT count(*) FROM ${there} = '${name}'`);
  if (Number(found.getRowsJS()[0]?.[0]) > 0) await connection.run(`DROP ${other} ${name}`);
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
