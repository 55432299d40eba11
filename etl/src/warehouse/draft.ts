import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../errors.ts';

/** Empties the folder of work under way: whatever is there was left by a load that died. */
export async function clearWork(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true });
}

/**
 * A warehouse file being made. Nobody else sees it before it is published, and one that failed is thrown away, so that
 * no transaction spans the work: DuckDB reads what is not committed by one thread alone.
 */
export interface Draft {
  connection: DuckDBConnection;
  close: () => void;
}

/** Opens the warehouse file that is being made; `close` may be called more than once. */
export async function openDraft(path: string, work: string): Promise<Draft> {
  const instance = await DuckDBInstance.create(path, {
    temp_directory: join(work, 'spill'),
    memory_limit: '3GB',
    autoinstall_known_extensions: 'false',
    // One checkpoint, at the end.
    checkpoint_threshold: '1TB',
    // Rows carry their origin, so that their order in a table means nothing.
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  let open = true;
  return {
    connection,
    close: () => {
      if (!open) return;
      open = false;
      connection.closeSync();
      instance.closeSync();
    },
  };
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
