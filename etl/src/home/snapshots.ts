import { open, readFile, rename } from 'node:fs/promises';
import type { SnapshotInfo } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { currentSnapshotPath, homePaths, replaceFile, snapshotIds, syncFolder } from './home.ts';

/** Description of a snapshot in the JSON file beside it, so that listing snapshots opens no database. */
export type SnapshotRecord = Omit<SnapshotInfo, 'current'>;

const recordPath = (home: string, id: string): string =>
  homePaths(home)
    .snapshot(id)
    .replace(/duckdb$/, 'json');

/**
 * Makes a finished warehouse file the current snapshot. Readers switch atomically, by the rename of CURRENT: a
 * process killed before that leaves the previous snapshot current.
 * @param draft path of the finished file, on the same file system
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

/** All snapshots, newest first. */
export async function listSnapshots(home: string): Promise<SnapshotInfo[]> {
  const current = await currentSnapshotPath(home);
  const ids = await snapshotIds(home);
  const records = await Promise.all(
    ids.map(async (id) => JSON.parse(await readFile(recordPath(home, id), 'utf8')) as SnapshotRecord),
  );
  return records.reverse().map((record) => ({ ...record, current: record.id === current?.id }));
}

/** @throws UserError if the home has no snapshot of this id; it lists those that exist */
export async function requireSnapshot(home: string, id: string): Promise<void> {
  const ids = await snapshotIds(home);
  if (ids.includes(id)) return;
  throw new UserError({
    zh: `没有快照 ${id}；现有快照：${ids.join('、') || '无'}`,
    en: `no snapshot ${id}; available: ${ids.join(', ') || 'none'}`,
  });
}

/** Description of the current snapshot; null before the first load. */
export async function currentSnapshotInfo(home: string): Promise<SnapshotRecord | null> {
  const current = await currentSnapshotPath(home);
  if (current === null) return null;
  return JSON.parse(await readFile(recordPath(home, current.id), 'utf8')) as SnapshotRecord;
}
