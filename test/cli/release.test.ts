import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReleaseInfo } from '@skill-ledger/contracts';
import { parse } from 'csv-parse/sync';
import { Package } from 'datapackage';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotConnection } from '../../etl/src/home/open-snapshot.ts';
import { verifyBundle } from '../../etl/src/releases/index.ts';
import { freshPage, openBrowser, violations } from '../support/browser.ts';
import { type OpenSnapshot, openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { runProgram } from '../support/program.ts';

describe('skill-ledger release', () => {
  let test: TestHome;
  let bundle: string;
  const release = (...words: string[]) => runProgram(test.home, ['release', ...words]);
  const table = async (name: string): Promise<Record<string, string>[]> =>
    parse(await readFile(join(bundle, 'data', `${name}.csv`), 'utf8'), { bom: true, columns: true });

  beforeAll(async () => {
    test = await makeSampleHome();
    bundle = join(test.folder, 'one');
    const { code, err } = await release('build', '2021H1', '--out', bundle);
    expect(code, err).toBe(0);
  });
  afterAll(() => test?.remove());

  it('builds the same bytes again, and verifies them', async () => {
    const again = join(test.folder, 'two');
    const { code, out } = await runProgram(
      test.home,
      ['release', 'build', '2021H1', '--out', again, '--json'],
      {
        env: { TZ: 'America/New_York' },
      },
    );
    expect(code).toBe(0);
    expect(ReleaseInfo.parse(JSON.parse(out))).toMatchObject({
      id: '2021H1-r1',
      unprotected: 0,
      publishedAt: null,
    });
    expect(await readFile(join(again, 'SHA256SUMS'), 'utf8')).toBe(
      await readFile(join(bundle, 'SHA256SUMS'), 'utf8'),
    );
    const verified = await release('verify', bundle, '--json');
    expect(JSON.parse(verified.out)).toEqual({ whole: true, faults: [], names: true });
    expect(verified.code).toBe(0);
  });

  it('says what `progress` says, and the same in every table', async () => {
    const { out } = await runProgram(test.home, ['progress', '--as-of', '2021-06-30', '--json']);
    const { total, domains } = JSON.parse(out);
    const headline = Object.fromEntries(
      (await table('headline')).map(({ figure, value }) => [figure, value]),
    );
    for (const id of ['completed', 'progress', 'paceGap', 'skilledRatio'])
      expect(Number(headline[id])).toBe(total[id]);
    expect(headline.paid).toBe(total.paid);
    expect((await table('progress_by_domain')).map(({ completed }) => Number(completed))).toEqual(
      domains.map(({ completed }: { completed: number }) => completed),
    );
    const towns = (await table('funds_by_town')).map(({ key }) => key);
    expect([towns.length, towns.at(-1)]).toEqual([15, '市本级']);
  });

  it('is a Data Package whose every table can be read', async () => {
    const described = JSON.parse(await readFile(join(bundle, 'datapackage.json'), 'utf8'));
    // The library's reader of CSV does not know the byte-order mark, which spreadsheets need.
    const plain = join(test.folder, 'plain');
    await mkdir(join(plain, 'data'), { recursive: true });
    for (const { path } of described.resources) {
      await writeFile(join(plain, path), (await readFile(join(bundle, path), 'utf8')).replace(/^\uFEFF/, ''));
    }
    const data = await Package.load(described, { basePath: plain });
    expect(data.errors).toEqual([]);
    expect(data.valid).toBe(true);
    for (const resource of data.resources) {
      expect((await resource.read({ keyed: true })).length, resource.name).toBe(
        (await table(resource.name)).length,
      );
    }
  });

  it('withholds small cells without telling them from their companions', async () => {
    for (const name of ['people_by_group', 'people_by_sex_age', 'people_by_home_town']) {
      const rows = await table(name);
      expect(rows.filter(({ personTimes }) => ['1', '2', '3', '4'].includes(personTimes ?? ''))).toEqual([]);
      for (const { personTimes, withheld } of rows) expect(personTimes === '').toBe(withheld === 'true');
    }
  });

  it('reads without script, with a chart, a text and a table for each figure', async () => {
    for (const page of (await readdir(bundle)).filter((name) => name.endsWith('.html'))) {
      const text = await readFile(join(bundle, page), 'utf8');
      expect(text).not.toMatch(/<script|style=|https?:/);
      expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    }
    const page = await readFile(join(bundle, 'funds_by_source.html'), 'utf8');
    expect(page).toMatch(/<svg role="img"[\s\S]*<desc[\s\S]*<figcaption>[\s\S]*<table>[\s\S]*§/);
  });

  it('passes axe on a desk and a phone, in large type and high contrast, and fits the width', async () => {
    const browser = await openBrowser();
    try {
      for (const [name, width] of [
        ['index', 1440],
        ['people_by_group', 360],
        ['funds_by_institution.en', 390],
        ['definitions', 390],
      ] as const) {
        const page = await freshPage(browser, { width });
        await page.goto(pathToFileURL(join(bundle, `${name}.html`)).href);
        for (const view of ['none', 'large', 'contrast']) {
          if (view !== 'none') await page.check(`#${view}`);
          expect(await violations(page), `${name}, ${view}`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        }
      }
    } finally {
      await browser.close();
    }
  });

  describe('verify', () => {
    let copy: string;
    let count = 0;
    let snapshot: OpenSnapshot;
    let connection: SnapshotConnection;
    beforeAll(async () => {
      snapshot = await openCurrentSnapshot(test.home);
      connection = await snapshot.connect();
    });
    afterAll(() => snapshot?.close());

    /** Changes a file of a copy; the digests are written anew where the forger thinks of it. */
    const forge = async (file: string, change: (bytes: Buffer) => Uint8Array | string, isThorough = true) => {
      count += 1;
      copy = join(test.folder, `forged-${count}`);
      await cp(bundle, copy, { recursive: true });
      const path = join(copy, file);
      const bytes = change(await readFile(path).catch(() => Buffer.alloc(0)));
      await writeFile(path, bytes);
      if (isThorough) {
        const sums = join(copy, 'SHA256SUMS');
        const digest = createHash('sha256').update(bytes).digest('hex');
        await writeFile(
          sums,
          (await readFile(sums, 'utf8')).replace(new RegExp(`^\\w+(?=  ${file}$)`, 'm'), digest),
        );
      }
      const faults = await verifyBundle(copy, connection);
      return faults.map(({ file: where, text }) => `${where}: ${text.en}`);
    };

    it('finds a changed byte, a file too many and a file too few', async () => {
      const changed = await forge('data/months.csv', (bytes) => `${bytes}\n`, false);
      expect(changed).toEqual(['data/months.csv: differs from SHA256SUMS']);
      expect(await forge('notes.txt', () => 'x')).toEqual(['notes.txt: is not in SHA256SUMS']);
      await rm(join(copy, 'notes.txt'));
      await rm(join(copy, 'index.html'));
      const { code, out } = await release('verify', copy);
      expect([code, out]).toEqual([1, expect.stringContaining('index.html\n文件缺失\nis missing')]);
    });

    it('finds an amount that other tables contradict', async () => {
      const faults = await forge('data/funds_by_mode.csv', (bytes) =>
        String(bytes).replace(/,(\d+\.\d\d),/, ',1.00,'),
      );
      expect(faults).toContain('data/funds_by_mode.csv: paidPeriod does not match the total in other tables');
    });

    it('finds an id in the properties of a workbook, also in pieces and full width', async () => {
      for (const id of [
        '330782199001011234',
        '330782 19900101 1234',
        '３３０７８２１９９００１０１１２３４',
      ]) {
        const faults = await forge('data/months.xlsx', (bytes) => {
          const parts = unzipSync(bytes);
          const core = strFromU8(parts['docProps/core.xml'] ?? new Uint8Array());
          const found = core.replace(/<dc:title>[^<]*/, `<dc:title>${id}`);
          expect(found).not.toBe(core);
          return zipSync({ ...parts, 'docProps/core.xml': strToU8(found) });
        });
        expect(faults).toEqual(['data/months.xlsx: holds an id, a phone or an account number']);
      }
    });

    it('finds an id where no reader of the format looks', async () => {
      for (const [file, change] of [
        ['data/months.xlsx', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('330782199001011234')])],
        ['index.html', (bytes: Buffer) => String(bytes).replace('<main', "<main title='33078219900101123X'")],
        ['style.css', (bytes: Buffer) => `${bytes}/* 330782199001011234 */`],
      ] as const) {
        expect(await forge(file, change)).toEqual([`${file}: holds an id, a phone or an account number`]);
      }
    });

    it('finds a trainee in the note of a revision', async () => {
      const reader = await connection.runAndReadAll(
        'SELECT person_name FROM enrolments WHERE length(person_name) = 3 LIMIT 1',
      );
      const traineeName = String(reader.getRowsJS()[0]?.[0]);
      const faults = await forge('release.json', (bytes) =>
        JSON.stringify({ ...JSON.parse(String(bytes)), note: `更正了${traineeName}的一笔发放` }),
      );
      expect(faults).toEqual(['release.json: holds the name of a trainee']);
    });

    it('finds the name of a trainee that stands alone', async () => {
      const reader = await connection.runAndReadAll('SELECT person_name FROM enrolments LIMIT 1');
      const traineeName = String(reader.getRowsJS()[0]?.[0]);
      const faults = await forge('index.html', (bytes) =>
        String(bytes).replace('</main>', `<p>${traineeName}</p></main>`),
      );
      expect(faults).toEqual(['index.html: holds the name of a trainee']);
    });

    it('refuses a folder that is no bundle', async () => {
      await mkdir(join(test.folder, 'nothing'));
      const { code, err } = await release('verify', join(test.folder, 'nothing'));
      expect([code, err]).toEqual([1, expect.stringContaining('is not a release bundle')]);
    });
  });

  it('refuses what cannot be released, and leaves nothing behind', async () => {
    const out = join(test.folder, 'none');
    for (const [words, said] of [
      [['2018', '--out', out], 'there is no period "2018"'],
      [['2021', '--as-of', '2020-06-30', '--out', out], 'before the period’s first day'],
      [['2021H1', '--out', bundle], 'is not empty'],
      [['2021H1', '--as-of', 'yesterday', '--out', out], 'is not a date'],
    ] as [string[], string][]) {
      const { code, err } = await release('build', ...words);
      expect([code, err]).toEqual([1, expect.stringContaining(said)]);
    }
    expect(await readdir(test.folder)).not.toContain('none');
  });
});
