import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

let sample: Promise<string> | undefined;

/**
 * A new home with the sample ledgers loaded: they are loaded once, then copied.
 */
export async function makeSampleHome(): Promise<TestHome> {
  sample ??= loadSample();
  const test = await makeHome();
  await cp(await sample, test.home, { recursive: true });
  return test;
}

async function loadSample(): Promise<string> {
  const { folder, home } = await makeHome();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await load({ home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' });
  return home;
}

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
