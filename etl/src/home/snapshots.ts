import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import type { AuditAnchor, SnapshotInfo } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { homePaths, readCurrent, replaceFile, snapshotIds, syncFolder } from './home.ts';

/** Description of a snapshot in the JSON file beside it, so that listing snapshots opens no database. */
export interface SnapshotRecord extends Omit<SnapshotInfo, 'current'> {
  /** End of the audit log when it had the entry of this snapshot, or later. */
  audit?: AuditAnchor;
  /** Size of the file when it was published. */
  bytes?: number;
}

const recordPath = (home: string, id: string): string =>
  homePaths(home)
    .snapshot(id)
    .replace(/duckdb$/, 'json');

export const readRecord = async (home: string, id: string): Promise<SnapshotRecord> =>
  JSON.parse(await readFile(recordPath(home, id), 'utf8')) as SnapshotRecord;

export const writeRecord = (home: string, record: SnapshotRecord): Promise<void> =>
  replaceFile(recordPath(home, record.id), `${JSON.stringify(record)}\n`);

export const removeRecord = (home: string, id: string): Promise<void> =>
  rm(recordPath(home, id), { force: true });

/**
 * Makes a finished warehouse file the current snapshot. Readers switch atomically, by the rename of CURRENT: a
 * process killed before that leaves the previous snapshot current.
 * @param draft path of the finished file, on the same file system
 */
export async function publishSnapshot(home: string, draft: string, record: SnapshotRecord): Promise<void> {
  const paths = homePaths(home);
  const file = await open(draft, 'r');
  let bytes: number;
  try {
    await file.sync();
    ({ size: bytes } = await file.stat());
  } finally {
    await file.close();
  }
  await writeRecord(home, { ...record, bytes });
  await rename(draft, paths.snapshot(record.id));
  await syncFolder(paths.warehouse);
  await replaceFile(paths.current, `${record.id}\n`);
}

/** All snapshots, newest first; also where CURRENT or a record is damaged, so that another can be chosen. */
export async function listSnapshots(home: string): Promise<SnapshotInfo[]> {
  const current = await readCurrent(home);
  const ids = await snapshotIds(home);
  const records = await Promise.all(ids.map((id) => readRecord(home, id).catch(() => [])));
  return records
    .flat()
    .reverse()
    .map(({ audit: _, bytes: __, ...record }) => ({ ...record, current: record.id === current }));
}

/** @throws UserError if a snapshot's file is missing, or shorter than it was when it was published */
export async function requireWhole(home: string, id: string): Promise<void> {
  const path = homePaths(home).snapshot(id);
  const { size } = await stat(path).catch((error: unknown) => {
    throw explainFileError(error, path);
  });
  const { bytes = 0 } = (await readRecord(home, id).catch(() => null)) ?? {};
  if (size >= bytes) return;
  throw new UserError({
    zh: `快照 ${id} 的文件不完整（${size} 字节，应为 ${bytes} 字节）；请从备份恢复 ${path}，或用 skill-ledger snapshots use N 切换到其他快照`,
    en: `the file of snapshot ${id} is not whole (${size} bytes of ${bytes}): restore ${path} from a backup, or go to another with skill-ledger snapshots use N`,
  });
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
  const current = await readCurrent(home);
  return current === null ? null : readRecord(home, current);
}
