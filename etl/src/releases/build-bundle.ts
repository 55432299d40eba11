import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import { periodName, type ReleaseInfo } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import type { Programme } from '../programme/programme.ts';
import type { Period } from '../scoring/period.ts';
import { SUMS_FILE, sumsOf } from './bundle-files.ts';
import { dataPackage } from './data-package.ts';
import { type Decision, type Grade, gradesTable, supervisionTable } from './decisions.ts';
import { englishNames } from './names.ts';
import { bundlePages } from './pages.ts';
import { type EarlierRelease, peopleTables } from './people-tables.ts';
import { periodTables } from './period-tables.ts';
import { releasePeriod } from './release-period.ts';
import { releaseSchedule } from './schedule.ts';
import { SPECS } from './specs.ts';
import { writeTableFiles } from './table-files.ts';
import type { Table } from './table-spec.ts';

export interface ReleaseQuestion {
  programme: Pick<Programme, 'facts' | 'calendar' | 'thresholds' | 'domains' | 'units' | 'words' | 'rules'>;
  period: Period;
  /** YYYY-MM-DD; the period's last day where left out. */
  asOf?: string | undefined;
  snapshot: string;
  /** When the snapshot was made: the same snapshot gives the same bytes. */
  madeAt: string;
  /** Facts about the period from the state store. */
  decisions: Decision[];
  secret: string;
  /** Null unless the period's evaluation is published. */
  grades: Grade[] | null;
  /** Releases that were published before. */
  earlier: EarlierRelease[];
  revision: number;
  note: string | null;
}

/** One file in the bundle. */
const STYLES = ['release.css', 'release-themes.css'].map((name) =>
  fileURLToPath(new URL(`../../templates/${name}`, import.meta.url)),
);

/**
 * Writes the bundle of a draft: its tables, pages and descriptions. It appears whole or not at all.
 * @param folder must not exist, or be empty
 * @throws UserError if there is something in the folder, no data in the period, or the folder cannot be written
 */
export async function buildBundle(
  connection: DuckDBConnection,
  question: ReleaseQuestion,
  folder: string,
): Promise<ReleaseInfo> {
  await requireEmpty(folder);
  const { tables, release } = await readRelease(connection, question);
  const draft = `${folder}.tmp-${process.pid}`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(draft);
    await writeTableFiles(draft, tables, question.madeAt);
    const write = (name: string, text: string) => writeFile(join(draft, name), text);
    for (const [name, text] of bundlePages(release, tables)) await write(name, text);
    const styles = await Promise.all(STYLES.map((path) => readFile(path, 'utf8')));
    await write('style.css', styles.join(''));
    await write('datapackage.json', `${JSON.stringify(dataPackage(release, tables), null, 1)}\n`);
    await write('release.json', `${JSON.stringify(release, null, 1)}\n`);
    await write(SUMS_FILE, await sumsOf(draft));
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } catch (error) {
    throw explainFileError(error, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return release;
}

async function requireEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw explainFileError(error, folder);
  });
  if (found.length === 0) return;
  throw new UserError({
    zh: `文件夹 ${folder} 不是空的；请另选一个`,
    en: `the folder ${folder} is not empty: name another`,
  });
}

/** All contents of a bundle. */
async function readRelease(
  connection: DuckDBConnection,
  question: ReleaseQuestion,
): Promise<{ tables: Table[]; release: ReleaseInfo }> {
  const { facts } = question.programme;
  const period = releasePeriod(question.period, facts.from, question.asOf);
  if (period.until < period.from) {
    throw new UserError({
      zh: `截至日期 ${period.until} 早于期间首日 ${period.from}，本期没有数据`,
      en: `the as-of date ${period.until} is before the period’s first day ${period.from}: there are no data`,
    });
  }
  const people = await peopleTables(connection, period, question.earlier);
  const made = [
    ...(await periodTables(connection, period)),
    ...people.tables,
    await supervisionTable(connection, question.decisions, question.secret),
    ...(question.grades ? [gradesTable(question.grades)] : []),
  ];
  const order = Object.keys(SPECS);
  const tables = made.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  if (isEmpty(tables)) {
    throw new UserError({
      zh: `${periodName(period.id).zh}期内没有完成的培训，也没有发放的资金，无可公布`,
      en: `nothing was completed or paid in ${periodName(period.id).en}: there is nothing to publish`,
    });
  }
  const { revision, note, snapshot } = question;
  const release: ReleaseInfo = {
    id: `${period.id}-r${revision}`,
    programme: { zh: facts.name, en: facts.nameEn },
    city: { zh: facts.city, en: facts.cityEn },
    decree: facts.decree,
    period: period.id,
    from: period.from,
    to: period.to,
    asOf: period.until,
    snapshot,
    revision,
    supersedes: revision > 1 ? `${period.id}-r${revision - 1}` : null,
    note,
    approvals: [],
    publishedAt: null,
    names: englishNames(tables, question.programme),
    withheld: people.withheld,
    schedule: releaseSchedule(question.programme),
    unprotected: people.unprotected,
  };
  return { tables, release };
}

const isEmpty = (tables: Table[]): boolean => {
  const headline = new Map(
    tables.find(({ name }) => name === 'headline')?.rows.map(({ figure, value }) => [figure, Number(value)]),
  );
  return ['completedPeriod', 'paidPeriod'].every((figure) => (headline.get(figure) ?? 0) === 0);
};
