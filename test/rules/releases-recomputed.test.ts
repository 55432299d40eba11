import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { buildBundle } from '../../etl/src/releases/build-bundle.ts';
import { earlierReleases, verifyBundle } from '../../etl/src/releases/index.ts';
import { periodOf } from '../../etl/src/scoring/period.ts';
import { ReleaseInfo } from '../../libs/contracts/src/index.ts';
import { type OpenSnapshot, openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { attack, type Bounds, type Seen } from '../support/recomputed/attack.ts';
import { loadCrowd } from '../support/recomputed/crowd.ts';
import { readLedgers, readProgramme } from '../support/recomputed/ledgers.ts';
import { makeNastyHome } from '../support/recomputed/nasty.ts';
import { Recomputed, readMore, type World } from '../support/recomputed/release.ts';

type Cells = Record<string, string | null>;

/** In the order of their publication: each is proven with those before it. */
const RELEASES: [string, string | undefined][] = [
  ['2020', undefined],
  ['2021Q1', undefined],
  ['2021H1', '2021-05-17'],
  ['2021', undefined],
  ['2019-2021', undefined],
];
/** The program's own words: what a list of rules and grades says is tested with the way of a release. */
const DECIDED = ['supervision', 'grades'];

async function made(seed: number, withPlans: boolean): Promise<TestHome> {
  const test = await makeNastyHome(seed, withPlans);
  await loadCrowd(test, seed);
  return test;
}

/** Totals of domains and of the city stand in other tables. */
const isTold = (table: string, [row, column]: string[]): boolean =>
  row === '合计' && (table === 'people_by_group' || column === '合计');

const isSmall = (count: string | null | undefined): boolean => Number(count) > 0 && Number(count) < 5;

describe.each([
  ['ledgers of every corner', () => made(1, true), RELEASES],
  ['ledgers of other corners', () => made(2, true), RELEASES.slice(1, 4)],
  ['ledgers without budgets and quotas', () => made(3, false), RELEASES.slice(0, 2)],
  ['the sample ledgers', makeSampleHome, RELEASES.slice(2)],
] as const)(
  'every cell of a release recomputed from the rows by the text of the spec alone: %s',
  (_, make, releases) => {
    let test: TestHome;
    let snapshot: OpenSnapshot;
    let world: World;
    const published = new Map<string, { info: ReleaseInfo; tables: Record<string, Cells[]> }>();
    const truths = new Map<string, Record<string, Cells[]>>();

    beforeAll(async () => {
      test = await make();
      snapshot = await openCurrentSnapshot(test.home);
      const connection = await snapshot.connect();
      world = {
        ledgers: await readLedgers(connection),
        ...(await readMore(connection)),
        programme: readProgramme(),
      };
      const programme = await homeProgramme(test.home);
      const folder = join(test.folder, 'public');
      for (const [id, asOf] of releases) {
        const draft = join(test.folder, 'drafts', id);
        const info = await buildBundle(
          await snapshot.connect(),
          {
            ...{ programme, period: periodOf(id, programme.facts), asOf, snapshot: snapshot.id },
            ...{
              madeAt: '2022-06-30T00:00:00Z',
              decisions: [],
              secret: 's',
              grades: null,
              revision: 1,
              note: null,
            },
            earlier: await earlierReleases(folder),
          },
          draft,
        );
        const faults = await verifyBundle(draft, connection);
        expect(
          faults.map(({ check }) => check),
          id,
        ).toEqual(info.unprotected > 0 ? ['suppression'] : []);
        if (info.unprotected === 0) await cp(draft, join(folder, info.id), { recursive: true });
        published.set(id, { info, tables: await tablesOf(draft) });
        truths.set(id, new Recomputed(world, id, asOf).tables());
      }
    });
    afterAll(async () => {
      snapshot?.close();
      await test?.remove();
    });

    it.each(releases.map(([id, asOf]) => [id, asOf ?? 'its end']))('%s as of %s', (id) => {
      const truth = truths.get(id) ?? {};
      const { tables = {}, info } = published.get(id) ?? {};
      expect(Object.keys(tables).filter((name) => !DECIDED.includes(name))).toEqual(Object.keys(truth));
      for (const [name, wanted] of Object.entries(truth)) {
        const written = tables[name] ?? [];
        if (!name.startsWith('people_')) {
          expect(written, name).toEqual(wanted);
          continue;
        }
        expect(written.length, name).toBe(wanted.length);
        const withheld: string[][] = [];
        for (const [at, { personTimes, ...keys }] of wanted.entries()) {
          const cell = written[at];
          expect(cell, name).toMatchObject(keys);
          if (cell?.withheld === 'true') withheld.push(Object.values(keys).map(String));
          expect(cell?.personTimes, `${name} ${Object.values(keys)}`).toBe(
            cell?.withheld === 'true' ? null : personTimes,
          );
          if (isSmall(personTimes)) expect(cell?.withheld, `${name} ${Object.values(keys)}`).toBe('true');
        }
        expect(info?.withheld[name] ?? [], name).toEqual(withheld);
      }
    });

    it('keeps every withheld cell unknown to a reader of all releases, or says that it cannot', async () => {
      const shown: Seen[] = [];
      for (const [id] of releases) {
        const { info, tables = {} } = published.get(id) ?? {};
        const own: Seen = { id, from: info?.from ?? '', until: info?.asOf ?? '', tables };
        if (info?.unprotected === 0) shown.push(own);
        else expect(await recovered([...shown, own]), id).toHaveLength(info?.unprotected ?? 0);
      }
      expect(await recovered(shown)).toEqual([]);
    });

    /** Withheld cells that the attack bounds more tightly than it may. */
    async function recovered(shown: Seen[]): Promise<Bounds[]> {
      const found = await attack(
        shown,
        ({ release, table, keys }) => !isTold(table, keys) && truthOf(release, table, keys) > 0,
        isHidden,
      );
      expect(found.length).toBeGreaterThan(20);
      return found.filter((bounds) => !isHidden(bounds));
    }

    const isHidden = ({ release, table, keys, low, high }: Bounds): boolean => {
      const value = truthOf(release, table, keys);
      const domain = table === 'people_by_group' ? truthOf(release, table, ['合计', keys[1]]) : 5;
      const most = isSmall(String(domain)) ? domain : 5;
      return value < 5 ? low <= 1.001 && high >= Math.min(5, most) - 0.001 : high - low >= 4.999;
    };

    const truthOf = (release: string, table: string, keys: string[]): number => {
      const rows = truths.get(release)?.[table] ?? [];
      const cell = rows.find((row) => Object.values(row).slice(0, 2).join() === keys.join());
      return Number(cell?.personTimes);
    };
  },
);

async function tablesOf(folder: string): Promise<Record<string, Cells[]>> {
  const { resources } = JSON.parse(await readFile(join(folder, 'datapackage.json'), 'utf8'));
  expect((await readdir(join(folder, 'data'))).length).toBe(resources.length * 4);
  const tables: Record<string, Cells[]> = {};
  for (const { name, path } of resources as { name: string; path: string }[]) {
    const rows = parse(await readFile(join(folder, path), 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    tables[name] = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([field, value]) => [field, value === '' ? null : value])),
    );
  }
  return tables;
}
