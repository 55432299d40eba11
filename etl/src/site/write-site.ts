import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainFileError, UserError } from '../base/errors.ts';
import type { Site } from './site.ts';

/** A file that every site has: a folder with it may be replaced by another site. */
const MARK = 'site.css';

/**
 * Writes the site as plain files; it appears whole or not at all.
 * @param folder new, empty, or a site that was written before, which is replaced
 * @throws UserError if a bundle of it is damaged, or the folder holds anything else or cannot be written
 */
export async function writeSite({ files, published }: Site, folder: string): Promise<void> {
  for (const fault of published.damaged.values()) throw fault;
  await requireReplaceable(folder);
  const draft = `${folder}.tmp-${process.pid}`;
  const old = `${folder}.old-${process.pid}`;
  try {
    await rm(draft, { recursive: true, force: true });
    await makeFolder(draft);
    const folders = new Set([...files.keys()].map((path) => dirname(path)));
    for (const one of folders) await makeFolder(join(draft, one));
    for (const [path, file] of files) {
      await writeFile(join(draft, path), await file.read());
      await chmod(join(draft, path), 0o644);
    }
    await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(draft, folder);
  } catch (error) {
    throw error instanceof UserError ? error : explainFileError(error, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** Web servers run as other users: they may read all of it. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

async function requireReplaceable(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw explainFileError(error, folder);
  });
  if (found.length === 0 || found.includes(MARK)) return;
  throw new UserError({
    zh: `文件夹 ${folder} 里有别的文件；请另选一个`,
    en: `the folder ${folder} contains other files: choose another`,
  });
}
