import type { DuckDBConnection } from '@duckdb/node-api';

/** An SQL expression for a text: a literal, which ends at a NUL character for the parser. */
export const textLiteral = (text: string): string => {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join() : `(${parts.join(' || chr(0) || ')})`;
};

/** From this many values on, DuckDB makes a join of IN, which costs more than the comparison where texts are read. */
const JOINED_VALUES = 6;

/** SQL condition: the text is one of these values. */
export function isOneOf(text: string, values: readonly string[]): string {
  if (values.length < JOINED_VALUES) return `${text} IN (${values.map(textLiteral).join(', ')})`;
  const pattern = values.map((value) => value.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')).join('|');
  return `regexp_full_match(${text}, ${textLiteral(pattern)})`;
}

/** Runs a statement that returns one number: the rows it changed, or the result of a query. @returns 0 for null */
export async function count(
  connection: DuckDBConnection,
  sql: string,
  ...values: (number | string | null)[]
): Promise<number> {
  const reader = await connection.runAndReadAll(sql, values);
  return Number(reader.getRowsJS()[0]?.[0] ?? 0);
}
