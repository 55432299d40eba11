import { open, readFile, rename } from 'node:fs/promises';
import type { SnapshotInfo } from '@skill-ledger/contracts';
import { currentSnapshotPath, homePaths, replaceFile, snapshotIds, syncFolder } from './home.ts';

/** What a snapshot says of itself in the file beside it, so that listing them opens no database. */
export type SnapshotRecord = Omit<SnapshotInfo, 'current'>;

const recordPath = (home: string, id: string): string =>
  homePaths(home)
    .snapshot(id)
    .replace(/duckdb$/, 'json');

/**
 * Makes a finished warehouse file the current snapshot. The one instant at which readers change over is the
 * rename of CURRENT; before it everything is as it was, after it everything is new.
 */
export async function publishSnapshot(home: string, draft: string, record: SnapshotRecord): Promise<void> {
  const paths = homePaths(home);
  const file = await open(draft, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await replaceFile(recordPath(home, record.id), `${JSON.stringify(record)}\n`);
  await rename(draft, paths.snapshot(record.id));
  await syncFolder(paths.warehouse);
  await replaceFile(paths.current, `${record.id}\n`);
}

/** Every snapshot there is, newest first. */
export async function listSnapshots(home: string): Promise<SnapshotInfo[]> {
  const current = await currentSnapshotPath(home);
  const ids = await snapshotIds(home);
  const records = await Promise.all(
    ids.map(async (id) => JSON.parse(await readFile(recordPath(home, id), 'utf8')) as SnapshotRecord),
  );
  return records.reverse().map((record) => ({ ...record, current: record.id === current?.id }));
}

/** What the current snapshot says of itself; null before the first load. */
export async function currentSnapshotInfo(home: string): Promise<SnapshotRecord | null> {
  const current = await currentSnapshotPath(home);
  if (current === null) return null;
  return JSON.parse(await readFile(recordPath(home, current.id), 'utf8')) as SnapshotRecord;
}
