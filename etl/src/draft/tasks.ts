import type { DuckDBConnection } from '@duckdb/node-api';

/** One piece of work on a draft's tables. */
export interface Task {
  name: string;
  /** Names of the tasks it depends on; names that are not in the list count as done. */
  after: string[];
  run: (connection: DuckDBConnection) => Promise<void>;
}

/**
 * Runs tasks, one per connection at a time, each after those it depends on. Of several that are ready, the first in
 * the list starts. After a failure no further task starts.
 * @throws the error of the first failed task, once the running ones have ended; Error if tasks depend on each other
 */
export async function sideBySide(connections: DuckDBConnection[], tasks: Task[]): Promise<void> {
  const waiting = [...tasks];
  const undone = new Set(tasks.map(({ name }) => name));
  const running = new Map<DuckDBConnection, Promise<void>>();
  const failures: unknown[] = [];
  for (;;) {
    const idle = connections.find((connection) => !running.has(connection));
    const next =
      failures.length > 0 ? -1 : waiting.findIndex(({ after }) => !after.some((name) => undone.has(name)));
    const [task] = idle && next >= 0 ? waiting.splice(next, 1) : [];
    if (idle && task) {
      running.set(
        idle,
        task
          .run(idle)
          .then(() => undone.delete(task.name))
          .catch((error: unknown) => failures.push(error))
          .then(() => {
            running.delete(idle);
          }),
      );
      continue;
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failures.length > 0) throw failures[0];
  if (waiting.length > 0)
    throw new Error(`tasks wait for each other: ${waiting.map(({ name }) => name).join(', ')}`);
}
