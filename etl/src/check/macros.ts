import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Makes the macros of `checks/macros.sql` known in the `work` database of a draft.
 * @param today no birth date may lie after it
 */
export async function loadMacros(connection: DuckDBConnection, today: string): Promise<void> {
  const macros = await readFile(new URL('../../checks/macros.sql', import.meta.url), 'utf8');
  await connection.run(`CREATE OR REPLACE MACRO work.day_of_load() AS DATE '${today}';\n${macros}`);
}
