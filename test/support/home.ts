import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { type LoadOptions, type LoadResult, load } from '../../etl/src/operations/load.ts';

export const SAMPLE_LEDGERS = fileURLToPath(new URL('../fixtures/sample-ledgers', import.meta.url));
export const PROGRAMME = 'yiwu-2019-2021';

/** A new home folder under the system's temporary folder; `remove` it at the end. */
export interface TestHome {
  home: string;
  folder: string;
  /** Writes files (texts as UTF-8) beside the home and loads them as one load. */
  load(files: Record<string, string | Uint8Array>, options?: Partial<LoadOptions>): Promise<LoadResult>;
  remove(): Promise<void>;
}

export async function makeHome(): Promise<TestHome> {
  const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-test-'));
  const home = join(folder, 'home');
  let number = 0;
  return {
    home,
    folder,
    load: async (files, options) => {
      number += 1;
      const incoming = join(folder, `load-${number}`);
      for (const [name, content] of Object.entries(files)) {
        const path = join(incoming, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
      }
      return load({ home, paths: [incoming], programme: PROGRAMME, today: '2022-06-30', ...options });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const making = new Map<string, Promise<void>>();

/**
 * A new home as `make` leaves it, for homes that several test files begin with: made once in a run, then copied.
 * @param name of such a home
 */
export async function makeHomeLike(
  name: string,
  make: (test: TestHome) => Promise<unknown>,
): Promise<TestHome> {
  const kept = join(inject('keptHomes'), name);
  const made = making.get(name) ?? keepHome(kept, make);
  making.set(name, made);
  await made;
  const test = await makeHome();
  await cp(kept, test.home, { recursive: true });
  return test;
}

async function keepHome(kept: string, make: (test: TestHome) => Promise<unknown>): Promise<void> {
  if (existsSync(kept)) return;
  const test = await makeHome();
  await make(test);
  // Another worker may have been quicker; its home is the same.
  await rename(test.home, kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await test.remove();
}

/** A new home with the sample ledgers loaded. */
export const makeSampleHome = (): Promise<TestHome> =>
  makeHomeLike('sample', ({ home }) =>
    load({ home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' }),
  );

/** Accounting of all sheets together. */
export function totals(
  result: LoadResult,
): Record<'read' | 'accepted' | 'unchanged' | 'corrected' | 'quarantined' | 'ignored', number> {
  const sum = { read: 0, accepted: 0, unchanged: 0, corrected: 0, quarantined: 0, ignored: 0 };
  for (const sheet of result.files.flatMap((file) => file.sheets)) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += sheet[key];
  }
  return sum;
}
