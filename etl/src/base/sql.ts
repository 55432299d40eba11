import type { DuckDBConnection } from '@duckdb/node-api';

/** A text as SQL writes it: a path, a name, a word of the contract. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Number of rows a statement made or changed, or the one number it answers. */
export async function count(
  connection: DuckDBConnection,
  sql: string,
  ...values: (number | string | null)[]
): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}
