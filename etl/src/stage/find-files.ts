import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { explainFileError, UserError } from '../base/errors.ts';
import { maskTitle } from '../privacy/mask.ts';

/** A file to load, with the name it is recorded under. */
export interface InputFile {
  source: string;
  path: string;
  bytes: number;
}

const LEDGER_NAMES = /\.(xlsx|xlsm|xls|csv|txt|tsv)$/i;

/**
 * The files to load, sorted by path. Folders are searched recursively for file names of ledgers; a file that is
 * named explicitly is always included.
 * @param onOther called for each other file of a folder, with its path from there: it is not read
 * @throws UserError if a path does not exist, or there is nothing to load
 */
export async function findFiles(
  paths: string[],
  onOther: (path: string) => void = () => {},
): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const path of paths) {
    try {
      const itself = await stat(path);
      if (!itself.isDirectory()) {
        found.set(path, { source: path, path: maskTitle(basename(path)), bytes: itself.size });
        continue;
      }
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        // Excel's lock files (~$…) and hidden files are not ledgers.
        if (entry.isDirectory() || /^(~\$|\.)/.test(entry.name)) continue;
        const source = join(entry.parentPath, entry.name);
        if (!entry.isFile() || !LEDGER_NAMES.test(entry.name)) {
          onOther(maskTitle(relative(path, source).split(sep).join('/')));
          continue;
        }
        const { size } = await stat(source);
        found.set(source, {
          source,
          path: maskTitle(relative(path, source).split(sep).join('/')),
          bytes: size,
        });
      }
    } catch (error) {
      throw explainFileError(error, path);
    }
  }
  if (found.size === 0) {
    throw new UserError({
      zh: `${paths.join('、')} 中没有台账文件（.xlsx .xls .csv）`,
      en: `no ledger (.xlsx .xls .csv) in ${paths.join(', ')}`,
    });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
