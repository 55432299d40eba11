import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Bilingual, ReleaseInfo } from '@skill-ledger/contracts';
import { rows } from '../figures/scope.ts';
import { holdsPersonalNumber, PLAIN_ID } from '../privacy/mask.ts';
import { bundleFiles } from './bundle-files.ts';
import { textsOf } from './texts-of.ts';
import { traineesNamedIn } from './trainee-names.ts';

/** Checks of a bundle by itself. */
export type BundleCheck = 'bundle' | 'sums' | 'suppression' | 'scan' | 'definitions';

/** A fault of a bundle. */
export interface BundleFault {
  /** The line of the checklist it belongs to. */
  check: BundleCheck;
  file: string;
  text: Bilingual;
}

/**
 * Searches every file of a bundle for ids, phones and account numbers, and for trainees' names that stand alone.
 * The texts found are not repeated: they are what must not be shown.
 * @param connection to a snapshot, whose trainees' names are searched for; without it, numbers only
 */
export async function scanBundle(folder: string, connection?: DuckDBConnection): Promise<BundleFault[]> {
  const faults: BundleFault[] = [];
  const places = new Map<string, Set<string>>();
  for await (const { file, bytes, texts } of filesOf(folder)) {
    // Also where no reader of its format looks: comments of archives, odd quotes.
    if (
      PLAIN_ID.test(bytes.toString('latin1')) ||
      texts.some((text) => holdsPersonalNumber(withoutAmounts(text)))
    )
      faults.push({ check: 'scan', file, text: NUMBER });
    for (const text of texts) {
      const name = text.normalize('NFKC').replaceAll(/\s+/g, '');
      if (name.length > 20 || !/\p{Script=Han}/u.test(name)) continue;
      places.set(name, (places.get(name) ?? new Set()).add(file));
    }
  }
  if (connection && places.size > 0) {
    const found = await rows(
      connection,
      `SELECT DISTINCT person_name FROM enrolments
       WHERE person_name IN (SELECT unnest(string_split($texts, chr(10))))`,
      { texts: [...places.keys()].join('\n') },
    );
    for (const [name] of found) {
      for (const file of places.get(String(name)) ?? []) faults.push({ check: 'scan', file, text: NAME });
    }
    const { note = null } = await releaseOf(folder);
    if (note !== null && (await traineesNamedIn(connection, note)).length > 0)
      faults.push({ check: 'scan', file: RELEASE, text: NAME });
  }
  return faults;
}

/** Every file of a bundle with the texts in it. */
async function* filesOf(folder: string): AsyncGenerator<{ file: string; bytes: Buffer; texts: string[] }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const parquet = await instance.connect();
    for (const file of await bundleFiles(folder)) {
      const path = join(folder, file);
      const bytes = await readFile(path);
      yield { file, bytes, texts: [file, ...(await textsOf(path, bytes, parquet))] };
    }
  } finally {
    instance.closeSync();
  }
}

const RELEASE = 'release.json';
/** What the release says of itself; a file that is broken is told of by other checks. */
async function releaseOf(folder: string): Promise<{ note?: string | null }> {
  const { data } = ReleaseInfo.pick({ note: true })
    .loose()
    .safeParse(parsed(await readFile(join(folder, RELEASE), 'utf8').catch(() => '')));
  return data ?? {};
}
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A decimal as tables have it, or an amount in groups of three as pages have it: its digits may look like a phone's. */
const AMOUNT = /^-?\d{1,12}\.\d{1,6}$|(?<![\d,])\d{1,3}(?:,\d{3})+\.\d\d(?!\d)/g;
const withoutAmounts = (text: string): string => text.replaceAll(AMOUNT, '·');

const NUMBER: Bilingual = {
  zh: '含有证件号码、手机号或账号',
  en: 'holds an id, a phone or an account number',
};
const NAME: Bilingual = { zh: '含有学员姓名', en: 'holds the name of a trainee' };
