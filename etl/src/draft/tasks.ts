import type { DuckDBConnection } from '@duckdb/node-api';

/** One piece of work on a draft. */
export interface Task {
  name: string;
  /** Names of the tasks whose work it builds on; a name that is none of the tasks is done already. */
  after: string[];
  run: (connection: DuckDBConnection) => Promise<void>;
}

/**
 * Runs tasks as many at a time as there are connections, each after those it builds on; of several that could start,
 * the first of the list does. When one fails, no other is started.
 * @throws what the first failed task threw, when the others under way have ended
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
