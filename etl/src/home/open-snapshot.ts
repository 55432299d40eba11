import { stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../base/errors.ts';
import { currentSnapshotPath, homePaths } from './home.ts';
import { shareReadings } from './snapshot-memory.ts';
import { requireWhole } from './snapshots.ts';

/** A read-only connection to one snapshot. */
export type SnapshotConnection = DuckDBConnection;

/** A snapshot file opened read-only. */
export interface OpenSnapshot {
  id: string;
  connect(): Promise<SnapshotConnection>;
  close(): void;
}

/** Bytes. In a smaller file one thread is faster, and the others are free for other queries. */
const WORTH_SHARING = 1 << 27;

/**
 * Opens a snapshot read-only, without access to other files.
 * @throws UserError if its file is missing or not whole; DuckDB's error for one that is damaged
 */
export async function openSnapshot(home: string, id: string): Promise<OpenSnapshot> {
  await requireWhole(home, id);
  const path = homePaths(home).snapshot(id);
  const { size } = await stat(path);
  const instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    autoinstall_known_extensions: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
    ...(size < WORTH_SHARING ? { threads: '1' } : {}),
  });
  const memory = new Map<string, unknown>();
  return {
    id,
    connect: async () => {
      const connection = await instance.connect();
      shareReadings(connection, memory);
      return connection;
    },
    close: () => instance.closeSync(),
  };
}

/**
 * Opens the home's current snapshot.
 * @throws UserError if nothing has been loaded yet
 */
export async function openCurrentSnapshot(home: string): Promise<OpenSnapshot> {
  const current = await currentSnapshotPath(home);
  if (!current) {
    throw new UserError({
      zh: `${home} 中还没有数据；请先用 skill-ledger load 装载台账`,
      en: `nothing has been loaded into ${home} yet: run skill-ledger load first`,
    });
  }
  return openSnapshot(home, current.id);
}

/**
 * Opens a snapshot of the home for the duration of `read`.
 * @returns what `read` returns
 */
export async function withSnapshot<T>(
  home: string,
  id: string,
  read: (connection: SnapshotConnection) => Promise<T>,
): Promise<T> {
  const opened = await openSnapshot(home, id);
  try {
    const connection = await opened.connect();
    try {
      return await read(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    opened.close();
  }
}
