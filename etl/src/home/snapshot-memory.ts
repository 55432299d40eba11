import type { DuckDBConnection } from '@duckdb/node-api';

const memories = new WeakMap<DuckDBConnection, Map<string, unknown>>();

/** Lets the connections of one open snapshot share what is read from it by `readOnce`. */
export function shareReadings(connection: DuckDBConnection, memory: Map<string, unknown>): void {
  memories.set(connection, memory);
}

/**
 * Reads what does not depend on a query, such as the programme's targets, once per open snapshot: a snapshot never
 * changes. Callers share the result, so its type is to be read-only. On other connections, such as those of a draft, it
 * is read each time.
 * @param name of what is read
 */
export async function readOnce<T>(
  connection: DuckDBConnection,
  name: string,
  read: () => Promise<T>,
): Promise<T> {
  const memory = memories.get(connection);
  if (memory?.has(name)) return memory.get(name) as T;
  // Only the result is kept: the first reader may be interrupted, the next one must not fail with it.
  const value = await read();
  memory?.set(name, value);
  return value;
}
