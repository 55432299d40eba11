import { stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../base/errors.ts';
import { currentSnapshotPath } from './home.ts';

/** A reader of one snapshot; every figure takes one. */
export type SnapshotConnection = DuckDBConnection;

/** A snapshot file held open, read-only. */
export interface OpenSnapshot {
  id: string;
  connect(): Promise<SnapshotConnection>;
  close(): void;
}

/** In a smaller file a question is answered sooner by one thread, and the other is there for the next question. */
const WORTH_SHARING = 1 << 27;

/** Opens a snapshot file read-only, with no way out to other files. */
export async function openSnapshotFile(id: string, path: string): Promise<OpenSnapshot> {
  const { size } = await stat(path);
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    autoinstall_known_extensions: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
    ...(size < WORTH_SHARING ? { threads: '1' } : {}),
  });
  return { id, connect: () => instance.connect(), close: () => instance.closeSync() };
}

/**
 * Opens the home's current snapshot.
 * @throws UserError where nothing has been loaded yet
 */
export async function openCurrentSnapshot(home: string): Promise<OpenSnapshot> {
  const current = await currentSnapshotPath(home);
  if (!current) {
    throw new UserError({
      zh: `${home} 中还没有数据；请先用 skill-ledger load 装载台账`,
      en: `nothing has been loaded into ${home} yet: run skill-ledger load first`,
    });
  }
  return openSnapshotFile(current.id, current.path);
}
