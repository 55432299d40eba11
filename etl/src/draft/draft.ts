import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { textLiteral } from '../base/sql.ts';
import { sideBySide, type Task } from './tasks.ts';

/**
 * A warehouse file under construction, attached as `warehouse`, and `work`, an in-memory database for everything
 * temporary. Names without a database are resolved in both and created in `warehouse`. A draft is invisible until it is
 * published and discarded when it fails, so there is no write-ahead log and no transaction around the work: DuckDB reads
 * uncommitted rows on one thread only.
 */
export interface Draft {
  /** Attaches the file; until then it may still be being copied, and only `work` exists. */
  attach(): Promise<void>;
  /** For statements that run one after another. */
  connection: DuckDBConnection;
  /** Runs tasks on several connections, each as soon as the tasks it depends on are done. */
  run(tasks: Task[]): Promise<void>;
  /** The same for memory-intensive tasks; one at a time if the warehouse is large. */
  runHeavy(tasks: Task[]): Promise<void>;
  /**
   * Limits DuckDB's memory to what this many rows need; null removes the limit. When few rows of a large file are read,
   * reusing memory is several times as fast as allocating more. What does not fit spills to disk.
   */
  limitMemory(rows: number | null): Promise<void>;
  /** Sets where names without a database are resolved, in this order; tables are created in the first. */
  setSearchPath(path: string): Promise<void>;
  /** Writes everything to the file and closes it; the draft cannot be used afterwards. */
  finish(): Promise<void>;
  /** Closes the file as it is; may be called more than once. */
  close(): void;
}

/** A small load is many small statements that each use one core: they run in parallel. */
const CONNECTIONS = 2;

/**
 * Below this many bytes of ledgers and warehouse, each statement runs on one thread: distributing so little work costs
 * more than it saves (a city's load takes a third less processor time).
 */
const WORTH_SHARING = 1 << 26;

/** Search path of a draft with a warehouse. */
export const SEARCH_PATH = 'warehouse,work';

/** Rows. Threads work on whole row groups: with groups smaller than DuckDB's default, a city's ledgers have several. */
const ROW_GROUP = 61_440;

const MEMORY_MB = 3000;
/** Enough for each thread to hold a piece of every column of a ledger, and for the intermediate results of the rows. */
const memoryForRowsMb = (rows: number): number => 64 + 32 * availableParallelism() + Math.ceil(rows / 500);

/** Size of a file in bytes; 0 if it does not exist. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Text compression of this storage version writes a quarter faster. */
const STORAGE = 'v1.4.0';

/**
 * Opens a draft and attaches its file.
 * @param path of the warehouse file; created if missing
 * @param work folder DuckDB may spill to
 * @param incoming bytes of ledgers that are to be loaded into it
 */
export async function openDraft(path: string, work: string, incoming = 0): Promise<Draft> {
  const draft = await prepareDraft(path, work, incoming + (await sizeOf(path)));
  try {
    await draft.attach();
    return draft;
  } catch (error) {
    draft.close();
    throw error;
  }
}

/**
 * Opens a draft whose file is not attached yet.
 * @param bytes of the file and of the ledgers that are to be loaded into it
 */
export async function prepareDraft(path: string, work: string, bytes: number): Promise<Draft> {
  const isLarge = bytes >= WORTH_SHARING;
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: join(work, 'spill'),
    memory_limit: `${MEMORY_MB}MB`,
    ...(isLarge ? {} : { threads: '1' }),
    autoinstall_known_extensions: 'false',
    // One checkpoint, at the end.
    checkpoint_threshold: '1TB',
    // Rows carry their origin, so their order in a table is irrelevant.
    preserve_insertion_order: 'false',
  });
  const connections: DuckDBConnection[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  };
  try {
    const connection = await instance.connect();
    connections.push(connection);
    await connection.run("ATTACH ':memory:' AS work");
    while (connections.length < CONNECTIONS) connections.push(await instance.connect());
    const setSearchPath = async (searchPath: string): Promise<void> => {
      for (const each of connections) await each.run(`SET search_path = '${searchPath}'`);
    };
    await setSearchPath('work');
    return {
      connection,
      attach: async () => {
        await connection.run(
          `ATTACH ${textLiteral(path)} AS warehouse (
             RECOVERY_MODE no_wal_writes, STORAGE_VERSION '${STORAGE}', ROW_GROUP_SIZE ${ROW_GROUP})`,
        );
        await setSearchPath(SEARCH_PATH);
      },
      setSearchPath,
      limitMemory: async (rows) => {
        const limit = rows === null ? MEMORY_MB : Math.min(memoryForRowsMb(rows), MEMORY_MB);
        await connection.run(`SET memory_limit = '${limit}MB'`);
      },
      run: (tasks) => sideBySide(connections, tasks),
      runHeavy: (tasks) => sideBySide(isLarge ? [connection] : connections, tasks),
      finish: async () => {
        await connection.run('CHECKPOINT warehouse');
        close();
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
