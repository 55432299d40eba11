import { chmod, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { explainFileError, UserError } from '../base/errors.ts';

/** The contents of home.json. */
export interface HomeInfo {
  /** Name of a folder under data/programmes. */
  programme: string;
  /** The data are invented; every page is marked as such. */
  demo: boolean;
  /** Version of the folder's layout. */
  format: number;
}

const FORMAT = 1;

/** The home folder named by the environment, `./var` by default; absolute. */
export function resolveHome(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.SKILL_LEDGER_HOME || 'var');
}

/** The paths the program writes to, all under the home folder. */
export const homePaths = (home: string) => ({
  info: join(home, 'home.json'),
  files: join(home, 'ledger', 'files'),
  batches: join(home, 'ledger', 'batches'),
  warehouse: join(home, 'warehouse'),
  current: join(home, 'warehouse', 'CURRENT'),
  work: join(home, 'tmp'),
  lock: join(home, 'home.lock'),
  operations: join(home, 'operations'),
  anchor: join(home, 'audit-anchor.json'),
  /** Every bundle that was built, drafts too. */
  bundles: join(home, 'bundles'),
  /** What the public may read. */
  public: join(home, 'public'),
  publicLock: join(home, 'public.lock'),
  reports: join(home, 'reports'),
  snapshot: (id: string) => join(home, 'warehouse', `${id}.duckdb`),
});

/**
 * Reads home.json.
 * @returns null if there is no home yet
 * @throws UserError if it is damaged or of another layout
 */
export async function homeInfo(home: string): Promise<HomeInfo | null> {
  const path = homePaths(home).info;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw explainFileError(error, path);
  }
  try {
    const info = JSON.parse(text) as HomeInfo;
    if (typeof info.programme !== 'string' || info.format !== FORMAT) throw new Error('unknown layout');
    return info;
  } catch (error) {
    throw new UserError(
      {
        zh: `${path} 已损坏或版本不符；请从备份恢复，或换一个数据文件夹（SKILL_LEDGER_HOME）`,
        en: `${path} is damaged or of another version: restore it from a backup, or set another home (SKILL_LEDGER_HOME)`,
      },
      { cause: error },
    );
  }
}

/**
 * Creates what is missing of a home: its folders, and home.json.
 * @param wanted content of a new home.json; an existing one is left unchanged
 * @returns the content of home.json
 * @throws UserError if a folder cannot be created, or home.json is damaged
 */
export async function createHome(
  home: string,
  wanted: { programme: string; demo: boolean },
): Promise<HomeInfo> {
  const paths = homePaths(home);
  try {
    for (const folder of [paths.files, paths.batches, paths.warehouse, paths.work]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    // Also restricts a home that was created by hand or by an earlier version.
    await chmod(home, 0o700);
    const known = await homeInfo(home);
    if (known) return known;
    const info: HomeInfo = { ...wanted, format: FORMAT };
    await replaceFile(paths.info, `${JSON.stringify(info, null, 2)}\n`);
    return info;
  } catch (error) {
    throw explainFileError(error, home);
  }
}

/** Replaces a small file atomically: readers see the whole old or the whole new content, even after a power cut. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, content, { flush: true });
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Flushes a folder, so that a rename in it survives a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What CURRENT says, whether there is such a snapshot or not; null before the first load. */
export const readCurrent = (home: string): Promise<string | null> =>
  readFile(homePaths(home).current, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

/**
 * The snapshot that CURRENT names.
 * @returns null before the first load
 * @throws UserError if CURRENT or the file it names is damaged or missing
 */
export async function currentSnapshotPath(home: string): Promise<{ id: string; path: string } | null> {
  const paths = homePaths(home);
  try {
    const id = (await readFile(paths.current, 'utf8')).trim();
    if (!/^\d+$/.test(id)) {
      throw new UserError({
        zh: `${paths.current} 的内容不是快照编号；可用 skill-ledger snapshots use N 重新指定`,
        en: `${paths.current} does not contain a snapshot id: select one with skill-ledger snapshots use N`,
      });
    }
    await stat(paths.snapshot(id));
    return { id, path: paths.snapshot(id) };
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && path === paths.current) return null;
    throw explainFileError(error, path ?? paths.current);
  }
}

/** The id of the next snapshot: one more than the highest that exists, whichever is current. */
export const nextSnapshotId = async (home: string): Promise<string> =>
  String(Number((await snapshotIds(home)).at(-1) ?? 0) + 1);

/** Ids of all snapshot files, oldest first. */
export async function snapshotIds(home: string): Promise<string[]> {
  const names = await readdir(homePaths(home).warehouse).catch(() => []);
  return names
    .flatMap((name) => /^(\d+)\.duckdb$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
}
