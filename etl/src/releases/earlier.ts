import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RELEASE_ID, ReleaseInfo } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import type { EarlierRelease } from './people-tables.ts';

/**
 * The releases in a folder of bundles, by name: what a reader may compare with a new one.
 * @param ids only these; all in the folder if omitted
 * @returns none if there is no such folder
 * @throws UserError if one of them cannot be read: without it nothing can be proven
 */
export async function earlierReleases(folder: string, ids?: string[]): Promise<EarlierRelease[]> {
  const names =
    ids ??
    (await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw explainFileError(error, folder);
    }));
  const releases: EarlierRelease[] = [];
  for (const name of names.filter((one) => RELEASE_ID.test(one)).sort()) {
    const path = join(folder, name, 'release.json');
    try {
      const { id, from, asOf, withheld } = ReleaseInfo.parse(JSON.parse(await readFile(path, 'utf8')));
      releases.push({ id, span: { from, until: asOf }, withheld });
    } catch (error) {
      throw new UserError(
        {
          zh: `${path} 缺失或已损坏；请从备份恢复后再试`,
          en: `${path} is missing or damaged: restore it from a backup, then try again`,
        },
        { cause: error },
      );
    }
  }
  return releases;
}
