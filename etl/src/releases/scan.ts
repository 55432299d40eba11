import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Bilingual } from '@skill-ledger/contracts';
import { rows } from '../figures/scope.ts';
import { holdsPersonalNumber } from '../privacy/mask.ts';
import { bundleFiles } from './bundle-files.ts';
import { textsOf } from './texts-of.ts';

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
  for (const file of await bundleFiles(folder)) {
    const texts = [file, ...(await textsOf(join(folder, file)))];
    if (texts.some((text) => holdsPersonalNumber(withoutAmounts(text))))
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
  }
  return faults;
}

/** A decimal as tables have it, or an amount in groups of three as pages have it: its digits may look like a phone's. */
const AMOUNT = /^-?\d{1,12}\.\d{1,6}$|(?<![\d,])\d{1,3}(?:,\d{3})+\.\d\d(?!\d)/g;
const withoutAmounts = (text: string): string => text.replaceAll(AMOUNT, '·');

const NUMBER: Bilingual = {
  zh: '含有证件号码、手机号或账号',
  en: 'holds an id, a phone or an account number',
};
const NAME: Bilingual = { zh: '含有学员姓名', en: 'holds the name of a trainee' };
