import { chmod, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { explainFileError, UserError } from '../base/errors.ts';

/** What a home folder says of itself (home.json). */
export interface HomeInfo {
  /** Name of a folder under data/programmes. */
  programme: string;
  /** The data are invented; every page says so. */
  demo: boolean;
  /** Layout of the folder. */
  format: number;
}

const FORMAT = 1;

/** The home folder named by the environment, `./var` by default; absolute. */
export function resolveHome(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.SKILL_LEDGER_HOME || 'var');
}

/** Every place the program writes to, all under the home folder. */
export const homePaths = (home: string) => ({
  info: join(home, 'home.json'),
  files: join(home, 'ledger', 'files'),
  batches: join(home, 'ledger', 'batches'),
  warehouse: join(home, 'warehouse'),
  current: join(home, 'warehouse', 'CURRENT'),
  work: join(home, 'tmp'),
  lock: join(home, 'load.lock'),
  snapshot: (id: string) => join(home, 'warehouse', `${id}.duckdb`),
});

/** Reads home.json; null where there is no home yet. */
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
        en: `${path} is damaged or of another version: restore it from a backup, or name another home (SKILL_LEDGER_HOME)`,
      },
      { cause: error },
    );
  }
}

/** Makes the folders, and home.json where there is none; answers what the home says. */
export async function ensureHome(
  home: string,
  wanted: { programme: string; demo: boolean },
): Promise<HomeInfo> {
  const paths = homePaths(home);
  try {
    for (const folder of [paths.files, paths.batches, paths.warehouse, paths.work]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    // A home that was made by hand or by an earlier version is closed to other users too.
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

/** Writes a small file so that a reader sees the old content or the new, whole, even after a power cut. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, content, { flush: true });
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Makes a rename in this folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The snapshot that CURRENT names; null before the first load. */
export async function currentSnapshotPath(home: string): Promise<{ id: string; path: string } | null> {
  const paths = homePaths(home);
  try {
    const id = (await readFile(paths.current, 'utf8')).trim();
    if (!/^\d+$/.test(id)) {
      throw new UserError({
        zh: `${paths.current} 的内容不是快照编号；可用 skill-ledger snapshots use N 重新指定`,
        en: `${paths.current} does not name a snapshot: choose one with skill-ledger snapshots use N`,
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

/** The id the next snapshot gets: one more than the highest there is, whichever is current. */
export const nextSnapshotId = async (home: string): Promise<string> =>
  String(Number((await snapshotIds(home)).at(-1) ?? 0) + 1);

/** Ids of every snapshot file, oldest first. */
export async function snapshotIds(home: string): Promise<string[]> {
  const names = await readdir(homePaths(home).warehouse).catch(() => []);
  return names
    .flatMap((name) => /^(\d+)\.duckdb$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
}
