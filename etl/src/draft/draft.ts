import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../base/errors.ts';
import { textLiteral } from '../base/sql.ts';
import { sideBySide, type Task } from './tasks.ts';

/** Empties the folder of work under way: whatever is there was left by a load that died. */
export async function clearWork(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true });
}

/**
 * A warehouse file being made, attached as `warehouse`; beside it stands `work`, in memory, for what is gone with the
 * draft. Names without either are looked for in both and made in `warehouse`. Nobody else sees a draft before it is
 * published, and one that failed is thrown away, so that nothing is logged ahead and no transaction spans the work:
 * DuckDB reads what is not committed by one thread alone.
 */
export interface Draft {
  /** Attaches the file, which may be copied until then: before, there is `work` alone. */
  attach(): Promise<void>;
  /** For what is done one after another. */
  connection: DuckDBConnection;
  /** Runs tasks on several connections, each as soon as those it comes after are done. */
  run(tasks: Task[]): Promise<void>;
  /** The same for tasks that take much memory where there are many rows: then one at a time. */
  runHeavy(tasks: Task[]): Promise<void>;
  /**
   * Works from now on in as much memory as so many rows take, or in all there is: reading a large file for few rows, memory
   * that is given back and taken again is several times as quick as new memory. What does not fit spills to the disk.
   */
  economise(rows: number | null): Promise<void>;
  /** Where names without a database are looked for, in this order; what is made is made in the first. */
  lookIn(path: string): Promise<void>;
  /** Writes everything into the file and lets go of it; nothing may be done with the draft any more. */
  finish(): Promise<void>;
  /** Lets go of the file as it is; may be called more than once. */
  close(): void;
}

/** A small load is many small statements, of which each keeps one core busy: they run side by side. */
const CONNECTIONS = 2;

/**
 * Below this many bytes of ledgers and warehouse, statements are not shared among threads: handing so little out costs
 * more than it saves (a city's load takes a third less processor time).
 */
const WORTH_SHARING = 1 << 26;

/** Row groups are what threads share among them: smaller than DuckDB's own, a city's ledgers are more than one. */
const ROW_GROUP = 61_440;

const MEMORY_MB = 3000;
/** Enough for each thread to hold a piece of every column of a ledger, and what is worked out of this many rows. */
const littleMemoryMb = (rows: number): number => 64 + 32 * availableParallelism() + Math.ceil(rows / 500);

/** 0 where there is no file yet. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** Ways of compressing texts that write a quarter faster came with this version of the file format. */
const STORAGE = 'v1.4.0';

/** Opens the warehouse file that is being made. */
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
 * A draft whose file is not attached yet.
 * @param bytes of the file and of what is to be loaded into it
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
    // Rows carry their origin, so that their order in a table means nothing.
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
    const lookIn = async (places: string): Promise<void> => {
      for (const each of connections) await each.run(`SET search_path = '${places}'`);
    };
    await lookIn('work');
    return {
      connection,
      attach: async () => {
        await connection.run(
          `ATTACH ${textLiteral(path)} AS warehouse (
             RECOVERY_MODE no_wal_writes, STORAGE_VERSION '${STORAGE}', ROW_GROUP_SIZE ${ROW_GROUP})`,
        );
        await lookIn('warehouse,work');
      },
      lookIn,
      economise: async (rows) => {
        const limit = rows === null ? MEMORY_MB : Math.min(littleMemoryMb(rows), MEMORY_MB);
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

/** DuckDB's own words for a full disk and the like, in words a person can act on. */
export function explainLoadError(error: unknown, home: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof UserError || !/No space left|Disk full|Could not write/i.test(message)) return error;
  return new UserError(
    {
      zh: `${home} 所在磁盘空间不足，请清理后重试；原有数据未受影响`,
      en: `the disk of ${home} is full: free some space and try again; nothing was lost`,
    },
    { cause: error },
  );
}
