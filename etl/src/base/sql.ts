import type { DuckDBConnection } from '@duckdb/node-api';

/** An SQL string literal. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Runs a statement that returns one number: the rows it changed, or the result of a query. @returns 0 for null */
export async function count(
  connection: DuckDBConnection,
  sql: string,
  ...values: (number | string | null)[]
): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}
