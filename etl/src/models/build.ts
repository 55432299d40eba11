import type { DuckDBConnection } from '@duckdb/node-api';
import type { Draft } from '../draft/draft.ts';
import type { Task } from '../draft/tasks.ts';
import type { Programme } from '../programme/programme.ts';
import { type Model, modelVersion, readModels } from './catalog.ts';

/**
 * Builds every model of `models/*.sql`, each after those it reads: as a table, unless its header says `-- stored: no`
 * (a view) or `-- stored: while building`. Linear in the rows. Models may refer to ledger rows by `rowid` until the
 * draft closes, not longer.
 */
export async function buildModels(draft: Draft, programme: Programme): Promise<void> {
  const models = await readModels();
  await dropModels(draft.connection, models);
  await draft.connection.run(
    `CREATE OR REPLACE TABLE model_version AS SELECT '${await modelVersion(programme)}' AS version`,
  );
  await draft.runHeavy(models.map(making));
}

const PREFIX: Record<Model['stored'], string> = { yes: 'TABLE ', no: 'VIEW ', building: 'TABLE work.' };

/** Making a model where the draft's search path begins. */
export function making({ name, sql, reads, stored }: Model): Task {
  return {
    name,
    after: reads,
    run: async (connection) => {
      await connection.run(`CREATE ${PREFIX[stored]}${name} AS\n${sql}`);
    },
  };
}

/** Lets go of what the snapshot before was made of, and of what was made on the way: models may have changed their kind, or be no longer there. */
async function dropModels(connection: DuckDBConnection, models: Model[]): Promise<void> {
  const names = models.map(({ name }) => `'${name}'`).join(', ');
  const there = await connection.runAndReadAll(
    `SELECT 'VIEW', database_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'warehouse'
     UNION ALL
     SELECT 'TABLE', database_name, table_name FROM duckdb_tables()
     WHERE (table_name IN (${names}) OR regexp_full_match(table_name, 'finding_r\\d+'))
       AND database_name IN ('warehouse', 'work')`,
  );
  const drops = there
    .getRowsJS()
    .map(([kind, database, name]) => `DROP ${String(kind)} ${String(database)}.${String(name)}`);
  if (drops.length > 0) await connection.run(drops.join(';'));
}
