import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounded, shifted, shownValue } from '../../etl/src/site/shown.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { runProgram } from '../support/program.ts';
import { publishSamples } from '../support/published.ts';

/** The largest front page before its figures are drawn, and with everything it loads. */
const MAX_HTML = 100_000;
const MAX_ALL = 300_000;

let test: TestHome;
let published: string;
let site: string;
const read = (path: string) => readFile(join(site, path), 'utf8');
beforeAll(async () => {
  test = await makeSampleHome();
  published = await publishSamples(test);
  // What lies beside what was published must stay unknown.
  await cp(join(test.folder, 'drafts', '2021H1'), join(published, '2021H1-r2'), { recursive: true });
  site = join(test.folder, 'site');
  const { code, err } = await runProgram(test.home, [
    ...['release', 'site', published, '--out', site, '--url', 'https://city.example/skills'],
  ]);
  expect(code, err).toBe(0);
});
afterAll(() => test?.remove());

/** Every file of the site. */
const files = async (): Promise<string[]> =>
  (await readdir(site, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1));
const pages = async () => (await files()).filter((file) => file.endsWith('.html'));
const rowsOf = async (release: string, table: string): Promise<Record<string, string>[]> =>
  parse(await readFile(join(published, release, 'data', `${table}.csv`), 'utf8'), {
    bom: true,
    columns: true,
  });

/** The machine values of a part of a page, in order. */
const valuesIn = (html: string): string[] =>
  [...html.matchAll(/<data value="([^"]*)"/g)].map(([, value = '']) => value);

describe('skill-ledger release site', () => {
  it('has every figure of every table exactly as the bundle', async () => {
    for (const release of ['2020-r1', '2021Q1-r1', '2021Q1-r2', '2021H1-r1']) {
      const { resources } = JSON.parse(await readFile(join(published, release, 'datapackage.json'), 'utf8'));
      let compared = 0;
      for (const { name, schema } of resources) {
        if (name === 'headline') continue;
        const page = await read(`${release}/${name}.html`);
        const body = page.slice(page.lastIndexOf('<tbody>'), page.lastIndexOf('</tbody>'));
        const texts = ['string', 'boolean'];
        const numbers = schema.fields.filter(({ type }: { type: string }) => !texts.includes(type));
        const expected = (await rowsOf(release, name)).flatMap((row) =>
          numbers.flatMap((field: { name: string }) => row[field.name] || []),
        );
        expect(valuesIn(body), `${release} ${name}`).toEqual(expected);
        compared += expected.length;
      }
      expect(compared).toBeGreaterThan(500);
    }
  });

  it('has the headline of the command line on its first page', async () => {
    const { out } = await runProgram(test.home, ['progress', '--as-of', '2021-06-30', '--json']);
    const { total } = JSON.parse(out);
    const page = await read('index.html');
    const shown = Object.fromEntries(
      [...page.matchAll(/<data value="([^"]*)" data-figure="(\w+)"/g)].map(([, value, figure]) => [
        figure,
        value,
      ]),
    );
    expect(Object.keys(shown).sort()).toEqual(
      [
        'arrived',
        'budget',
        'completed',
        'highSkilledRatio',
        'paceGap',
        'paid',
        'paidPeriod',
        'progress',
        'skilledRatio',
        'target',
      ].sort(),
    );
    for (const [figure, value] of Object.entries(shown)) {
      if (figure !== 'paidPeriod') expect(Number(value), figure).toBe(Number(total[figure]));
    }
    const headline = await rowsOf('2021H1-r1', 'headline');
    expect(shown.paidPeriod).toBe(headline.find(({ figure }) => figure === 'paidPeriod')?.value);
  });

  it('loads within the bars, and the front page without its figures too', async () => {
    const page = await read('index.html');
    expect(Buffer.byteLength(page)).toBeLessThan(MAX_HTML);
    const loaded = [...page.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)];
    let all = Buffer.byteLength(page);
    for (const [, name = ''] of loaded) all += (await stat(join(site, name))).size;
    expect(loaded.length).toBe(2);
    expect(all).toBeLessThan(MAX_ALL);
    for (const name of await pages()) expect((await stat(join(site, name))).size, name).toBeLessThan(MAX_ALL);
  });

  it('says index number, publisher, day and validity on each page, in both languages', async () => {
    for (const name of await pages()) {
      const page = await read(name);
      const facts = /<dl class="facts">(.*?)<\/dl>/s.exec(page)?.[1] ?? '';
      const english = name.endsWith('.en.html');
      for (const word of english
        ? ['Index number', 'Published by', 'Validity']
        : ['索引号', '发布机构', '有效性']) {
        expect(facts, name).toContain(word);
      }
      expect(facts).toMatch(/\d{4}-\d\d-\d\d/);
      expect(page).not.toMatch(/ style="|<script>|http:/);
      const other = english ? name.replace('.en.html', '.html') : name.replace('.html', '.en.html');
      expect(await files()).toContain(other);
    }
  });

  it('names periods and releases in words, but for the index number and in addresses', async () => {
    for (const folder of [site, published]) {
      const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'));
      expect(names.length).toBeGreaterThan(50);
      for (const name of names) {
        const page = (await readFile(join(folder, name), 'utf8'))
          .replace(/<dt>(?:索引号|Index number)<\/dt><dd>[^<]*<\/dd>/, '')
          .replaceAll(/ (?:href|id)="[^"]*"/g, '');
        expect(page.match(/\d{4}(?:Q[13]|H1)|(?<!-)\d{4}-r\d|2019-2021/), `${folder} ${name}`).toBeNull();
      }
    }
    expect(await read('index.html')).toContain(
      '<h1 id="content" tabindex="-1">资金使用与完成情况 · 2021 年上半年</h1>',
    );
    expect(await read('releases.en.html')).toContain('>2021 first quarter (revision 2)</a>');
    expect(await read('feed.xml')).toContain('<title>2021 年第一季度（第 2 版） · 现行有效</title>');
  });

  it('has no dead link', async () => {
    const known = new Set(await files());
    for (const name of await pages()) {
      const page = await read(name);
      for (const [, link = ''] of page.matchAll(/(?:href|src)="([^"]+)"/g)) {
        // The icon is in the page itself.
        if (link === 'data:,') continue;
        const [path = '', fragment] = link.split('#');
        const target = path === '' ? name : join(name, '..', path);
        expect(known, `${name}: ${link}`).toContain(target);
        if (fragment && target.endsWith('.html')) {
          expect(await read(target), `${name}: ${link}`).toContain(`id="${fragment}"`);
        }
      }
    }
  });

  it('keeps every release at its address: superseded ones say so, withdrawn ones are tombstones', async () => {
    const old = await read('2021Q1-r1/months.html');
    expect(old).toContain('已被替代');
    expect(old).toContain('href="../2021Q1-r2/index.html"');
    const revised = await read('2021Q1-r2/index.html');
    expect(revised).toContain('更正 &lt;佛堂镇&gt; 一笔发放');
    expect(await read('2021Q1-r2/changes.html')).toMatch(/佛堂镇.*本期已发放.*1\.00.*2\.00/s);
    expect((await readdir(join(site, '2020H1-r1'))).sort()).toEqual(['index.en.html', 'index.html']);
    expect(await read('2020H1-r1/index.html')).toContain('口径有误，将重新发布');
    expect(await read('2020-r1/grades.html')).toContain('优秀');
    // The draft that lies beside them.
    expect((await files()).filter((file) => file.startsWith('2021H1-r2'))).toEqual([]);
    expect(await read('releases.html')).not.toContain('2021H1-r2');
  });

  it('tells what comes when, and what was late, in working days of the programme', async () => {
    const calendar = await read('calendar.html');
    const lines = [...calendar.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, line = '']) =>
      line.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
    );
    // 20 working days after 2021-06-30, and after 2021-03-31 with Qingming on 5 April and Sunday 25 April worked.
    expect(lines.find((line) => line.includes('2021 年上半年'))).toMatch(/2021-07-28 2021-07-20 ● 按时公布/);
    expect(lines.find((line) => line.includes('2021 年第一季度'))).toMatch(
      /2021-04-28 2021-05-20 ▼ 逾期公布 22 天/,
    );
    expect(lines.find((line) => line.includes('2020 年上半年'))).toMatch(/2020-07-28 2020-08-20 ▼/);
    expect(lines.find((line) => line.trim().startsWith('2019—2021 年'))).toContain('■ 逾期未公布');
    expect(lines.some((line) => line.trim().startsWith('2019 年第'))).toBe(false);
    expect(calendar).toContain('《政府信息公开条例》第二十六条');
  });

  it('offers the bundle byte by byte, its archive with digests, and a Data Package at the top', async () => {
    const bundle = join(published, '2021H1-r1');
    for (const name of await readdir(join(bundle, 'data'))) {
      expect(await readFile(join(site, '2021H1-r1/data', name))).toEqual(
        await readFile(join(bundle, 'data', name)),
      );
    }
    const parts = unzipSync(await readFile(join(site, '2021H1-r1/2021H1-r1.zip')));
    expect(Object.keys(parts).length).toBe((await readdir(bundle, { recursive: true })).length - 1);
    expect(Buffer.from(parts['2021H1-r1/SHA256SUMS'] ?? [])).toEqual(
      await readFile(join(bundle, 'SHA256SUMS')),
    );
    const { resources } = JSON.parse(await read('datapackage.json'));
    for (const { path } of resources) expect(await files()).toContain(path);
  });

  it('has a feed that parses, with each publication and withdrawal once', async () => {
    for (const name of ['feed.xml', 'feed.en.xml']) {
      const ids: string[] = [];
      const parser = new SaxesParser({ xmlns: true });
      let open = '';
      parser.on('opentag', ({ name: tag }) => {
        open = tag;
      });
      parser.on('text', (text) => {
        if (open === 'id' && text.trim() !== '') ids.push(text);
      });
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(await read(name)).close();
      expect(ids.length).toBe(6);
      expect(new Set(ids).size).toBe(6);
      expect(await read(name)).toContain('href="https://city.example/skills/2021H1-r1/index');
    }
  });

  it('finds every unit, institution and domain by the index of names', async () => {
    const search = await read('search.html');
    for (const [table, field] of [
      ['funds_by_town', 'key'],
      ['funds_by_institution', 'name'],
      ['progress_by_domain', 'domain'],
      ['funds_by_standard', 'key'],
    ] as const) {
      for (const row of await rowsOf('2021H1-r1', table))
        expect(search).toContain(`<strong>${row[field]}</strong>`);
    }
  });

  it('is served by any static server', async () => {
    const server = spawn('python3', ['-m', 'http.server', '0', '--bind', '127.0.0.1', '--directory', site], {
      env: { ...process.env, PYTHONUNBUFFERED: '1' },
    });
    try {
      const [said] = (await once(server.stdout, 'data')) as [Buffer];
      const port = /port (\d+)/.exec(String(said))?.[1];
      const address = `http://127.0.0.1:${port}`;
      for (const path of ['/', '/2021H1-r1/', '/2021H1-r1/data/funds_by_source.csv', '/feed.xml']) {
        expect((await fetch(address + path)).status, path).toBe(200);
      }
      expect((await fetch(`${address}/2021H1-r2/`)).status).toBe(404);
    } finally {
      server.kill();
    }
  });

  it('replaces a site that was written before, and nothing else', async () => {
    const again = await runProgram(test.home, ['release', 'site', published, '--out', site]);
    expect(again.code, again.err).toBe(0);
    const other = join(test.folder, 'other');
    await mkdir(other);
    await writeFile(join(other, 'letter.txt'), 'x');
    const refused = await runProgram(test.home, ['release', 'site', published, '--out', other]);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('contains other files')]);
    expect(await readdir(other)).toEqual(['letter.txt']);
  });

  it('refuses a bundle that was changed on disk, and says which file', async () => {
    const forged = join(test.folder, 'forged');
    await cp(published, forged, { recursive: true });
    await writeFile(join(forged, '2020-r1/data/months.csv'), 'month,completed,paid\n');
    const out = join(test.folder, 'never');
    const { code, err } = await runProgram(test.home, ['release', 'site', forged, '--out', out]);
    expect([code, err]).toEqual([1, expect.stringContaining('months.csv is missing or differs')]);
    expect(await readdir(test.folder)).not.toContain('never');
    await writeFile(join(forged, 'releases.json'), '{"releases":[{}]}');
    const index = await runProgram(test.home, ['release', 'site', forged, '--out', out]);
    expect([index.code, index.err]).toEqual([
      1,
      expect.stringContaining('releases.json is missing or differs'),
    ]);
    await rm(forged, { recursive: true });
  });

  it('says so where nothing was published', async () => {
    const empty = join(test.folder, 'empty');
    await mkdir(empty);
    const out = join(test.folder, 'site-of-nothing');
    expect((await runProgram(test.home, ['release', 'site', empty, '--out', out])).code).toBe(0);
    expect(await readFile(join(out, 'index.html'), 'utf8')).toContain('还没有公开的数据');
  });
});

describe('a value as people read it', () => {
  it('is rounded as text, half up, without binary fractions', () => {
    expect(rounded('1.005', 2)).toBe('1.01');
    expect(rounded('-0.25', 1)).toBe('-0.3');
    expect(rounded('1234567.4', 0)).toBe('1,234,567');
    expect(rounded('0.999', 2)).toBe('1.00');
    expect(shifted('0.255250', 2)).toBe('25.5250');
    expect(shifted('5', -4)).toBe('0.0005');
    expect(shifted('78402960.00', -4)).toBe('7840.296000');
    expect(shownValue('ratio', '0.255250')).toBe('25.5%');
    expect(shownValue('ratio', '1.250000')).toBe('125.0%');
    expect(shownValue('yuan', '14570000.00')).toBe('14,570,000.00');
    expect(shownValue('count', '-1234')).toBe('-1,234');
    expect(shownValue('text', '123456')).toBe('123456');
  });
});
