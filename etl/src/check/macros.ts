import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../base/sql.ts';
import { BETWEEN_NUMBERS } from '../formats/index.ts';

/**
 * Creates the macros of `checks/macros.sql` in the `work` database of a draft.
 * @param today latest birth date allowed
 */
export async function loadMacros(connection: DuckDBConnection, today: string): Promise<void> {
  const macros = await readFile(new URL('../../checks/macros.sql', import.meta.url), 'utf8');
  await connection.run(
    `CREATE OR REPLACE MACRO work.day_of_load() AS DATE '${today}';
     CREATE OR REPLACE MACRO work.between_numbers() AS ${textLiteral(BETWEEN_NUMBERS)};
     ${macros}`,
  );
}
