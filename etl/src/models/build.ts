import type { DuckDBConnection } from '@duckdb/node-api';
import type { Draft } from '../draft/draft.ts';
import type { Task } from '../draft/tasks.ts';
import type { Programme } from '../programme/programme.ts';
import { type Catalog, readCatalog } from './catalog.ts';
import type { Model } from './model.ts';

/**
 * Builds every model, each after those it reads: as a table, unless its header says `-- stored: no` (a view) or
 * `-- stored: while building`. Linear in the rows. Models may refer to ledger rows by `rowid` until the draft closes, not
 * longer.
 */
export async function buildModels(draft: Draft, programme: Programme): Promise<void> {
  return buildCatalog(draft, await readCatalog(programme));
}

/** The same with a catalog that was already read. */
export async function buildCatalog(draft: Draft, { models, macros, version }: Catalog): Promise<void> {
  await dropModels(draft.connection, models);
  await draft.connection.run(
    `${macros} CREATE OR REPLACE TABLE model_version AS SELECT '${version}' AS version`,
  );
  await draft.runHeavy(models.map(building));
}

const PREFIX: Record<Model['stored'], string> = { yes: 'TABLE ', no: 'VIEW ', building: 'TABLE work.' };

/** Builds a model in the first database of the draft's search path. */
export function building({ name, sql, reads, stored }: Model): Task {
  return {
    name,
    after: reads,
    run: async (connection) => {
      await connection.run(`CREATE ${PREFIX[stored]}${name} AS\n${sql}`);
    },
  };
}

/** Names of rules' tables: those of rules that the programme no longer has are dropped too. */
const RULE_TABLE = String.raw`(finding_)?r\d\d(_\w+)?`;

/**
 * Drops the models of the snapshot that the draft began with, and those built so far: a model may have become a view
 * since, or may no longer exist.
 */
async function dropModels(connection: DuckDBConnection, models: Model[]): Promise<void> {
  const names = models.map(({ name }) => `'${name}'`).join(', ');
  const existing = await connection.runAndReadAll(
    `SELECT 'VIEW', database_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'warehouse'
     UNION ALL
     SELECT 'TABLE', database_name, table_name FROM duckdb_tables()
     WHERE (table_name IN (${names}) OR regexp_full_match(table_name, '${RULE_TABLE}'))
       AND database_name IN ('warehouse', 'work')`,
  );
  const drops = existing
    .getRowsJS()
    .map(([kind, database, name]) => `DROP ${String(kind)} ${String(database)}.${String(name)}`);
  if (drops.length > 0) await connection.run(drops.join(';'));
}
