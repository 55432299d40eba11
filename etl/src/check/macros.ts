import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Makes the macros of `checks/macros.sql` known to a connection, for this connection's life only.
 * @param today no birth date may lie after it
 */
export async function loadMacros(connection: DuckDBConnection, today: string): Promise<void> {
  const text = await readFile(new URL('../../checks/macros.sql', import.meta.url), 'utf8');
  const statements = text.replaceAll(/^\s*--.*$/gm, '').split(/;\s*$/m);
  for (const statement of statements) if (statement.trim()) await connection.run(statement);
  await connection.run(`SET VARIABLE today = DATE '${today}'`);
}
