import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { createPublicApp } from '../../apps/api/src/public-app.ts';
import {
  DataPackage,
  PUBLIC_LIMITS,
  PublicReleasesAnswer,
  ReleaseInfo,
} from '../../libs/contracts/src/index.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { startProgram } from '../support/program.ts';
import { publishSamples } from '../support/published.ts';

const API = '/api/public/v1';

let test: TestHome;
let published: string;
let app: Awaited<ReturnType<typeof createApp>>;
/** Each call from another address: limits have a test of their own. */
let calls = 0;
const get = (url: string, headers: Record<string, string> = {}) => {
  calls += 1;
  return app.inject({ method: 'GET', url, headers, remoteAddress: `10.1.${calls >> 8}.${calls & 255}` });
};

beforeAll(async () => {
  test = await makeSampleHome();
  published = await publishSamples(test);
  await cp(join(test.folder, 'drafts', '2021H1'), join(published, '2021H1-r2'), { recursive: true });
  await cp(published, join(test.home, 'public'), { recursive: true });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

describe('the public site', () => {
  it('is served without an account, with tags, types and the headers of all pages', async () => {
    const front = await get('/public/');
    expect(front.statusCode).toBe(200);
    expect(front.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(front.headers['content-security-policy']).toContain("script-src 'self'");
    expect(front.headers['x-content-type-options']).toBe('nosniff');
    expect(front.headers['set-cookie']).toBeUndefined();
    expect(front.body).toContain('资金使用与完成情况 · 2021 年上半年');
    const tag = String(front.headers.etag);
    expect((await get('/public/', { 'if-none-match': tag })).statusCode).toBe(304);
    const types = {
      'site.css': 'text/css',
      'site.js': 'text/javascript',
      'feed.xml': 'application/atom+xml',
      '2021H1-r1/data/months.csv': 'text/csv',
      '2021H1-r1/data/months.parquet': 'application/vnd.apache.parquet',
      '2021H1-r1/2021H1-r1.zip': 'application/zip',
      '2021H1-r1/': 'text/html',
    };
    for (const [path, type] of Object.entries(types)) {
      const answer = await get(`/public/${path}`);
      expect([path, answer.statusCode, answer.headers['content-type']]).toEqual([
        path,
        200,
        expect.stringContaining(type),
      ]);
    }
    expect((await get('/public')).headers.location).toBe('/public/');
    expect((await get('/public/2021H1-r1')).headers.location).toBe('/public/2021H1-r1/');
  });

  it('shows nothing that was not published, whatever the address', async () => {
    for (const path of [
      '2021H1-r2/',
      '2021H1-r2/index.html',
      '2021H1-r2/data/months.csv',
      '2021H1-r1/SHA256SUMS',
      'releases.json',
      '../home.json',
      '..%2fhome.json',
      '%2e%2e/home.json',
      '2021H1-r1/../../home.json',
      '2021H1-r1/..%2f..%2f..%2fhome.json',
      '2021H1-r1//data/months.csv',
      '2022-r1/',
    ]) {
      expect(`${path} ${(await get(`/public/${path}`)).statusCode}`).toBe(`${path} 404`);
    }
    for (const id of ['2021H1-r2', '2022-r1', '..%2f..', 'drafts']) {
      expect((await get(`${API}/releases/${id}`)).statusCode).toBe(404);
      expect((await get(`${API}/releases/${id}/data/months.csv`)).statusCode).toBe(404);
    }
    expect((await get(`${API}/releases/current/data/..%2f..%2freleases.json`)).statusCode).toBe(404);
  });

  it('keeps a tombstone for what was withdrawn, at every address below it', async () => {
    for (const path of ['2020H1-r1/', '2020H1-r1', '2020H1-r1/months.html', '2020H1-r1/data/months.csv']) {
      const answer = await get(`/public/${path}`);
      expect([path, answer.statusCode]).toEqual([path, 410]);
      expect(answer.body).toContain('口径有误，将重新发布');
    }
    expect((await get('/public/2020H1-r1/months.en.html')).body).toContain('This release was withdrawn');
    const data = await get(`${API}/releases/2020H1-r1/data/months.csv`);
    expect([data.statusCode, data.json().detail.zh]).toEqual([410, '2020H1-r1 已撤回：口径有误，将重新发布']);
  });

  it('follows the index, and keeps showing the last site while the folder is damaged', async () => {
    const folder = join(test.home, 'public');
    const index = await readFile(join(folder, 'releases.json'), 'utf8');
    const { releases } = JSON.parse(index);
    const replace = async (text: string) => {
      await writeFile(join(folder, 'new.json'), text);
      await rename(join(folder, 'new.json'), join(folder, 'releases.json'));
    };
    const without = releases.filter(({ id }: { id: string }) => id !== '2021H1-r1');
    await replace(JSON.stringify({ releases: without }));
    expect((await get('/public/')).body).toContain('资金使用与完成情况 · 2021 年第一季度');
    expect((await get('/public/2021H1-r1/')).statusCode).toBe(404);
    await replace('{"releases": [');
    expect((await get('/public/')).body).toContain('资金使用与完成情况 · 2021 年第一季度');
    await replace(index);
    expect((await get('/public/')).body).toContain('资金使用与完成情况 · 2021 年上半年');
  });

  it('shows all other releases while the bundle of one is damaged', async () => {
    const folder = join(test.home, 'public');
    const [file, index] = [join(folder, '2021H1-r1/release.json'), join(folder, 'releases.json')];
    const [bytes, list] = [await readFile(file), await readFile(index)];
    await writeFile(file, '{}');
    await writeFile(index, `${list} `);
    expect((await get('/public/')).body).toContain('资金使用与完成情况 · 2021 年第一季度');
    for (const path of [
      '/public/2021H1-r1/',
      '/public/2021H1-r1/data/months.csv',
      `${API}/releases/2021H1-r1`,
    ]) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 503]);
    }
    expect((await get('/public/2021Q1-r2/')).statusCode).toBe(200);
    await writeFile(file, bytes);
    await writeFile(index, list);
    expect((await get('/public/')).body).toContain('资金使用与完成情况 · 2021 年上半年');
  });

  it('names in English what the programme names in English', async () => {
    const page = async (name: string) => (await get(`/public/2021H1-r1/${name}`)).body;
    expect(await page('progress_by_domain.html')).toContain('<th scope="row">技能精进</th>');
    for (const name of ['progress_by_domain', 'people_by_sex_age', 'people_by_group', 'progress_by_unit']) {
      const cells = [...(await page(`${name}.en.html`)).matchAll(/<th scope="row">([^<]*)<\/th>/g)];
      expect(cells.length).toBeGreaterThan(1);
      for (const [, cell = ''] of cells) expect(cell).not.toMatch(/\p{Script=Han}/u);
    }
    expect((await get('/public/search.en.html')).body).toContain('<strong>Skills refinement</strong>');
  });

  it('does not hand out a file that was changed since', async () => {
    const file = join(test.home, 'public/2021H1-r1/data/months.csv');
    const bytes = await readFile(file);
    await writeFile(file, 'month,completed,paid\n');
    const answer = await get('/public/2021H1-r1/data/months.csv');
    expect([answer.statusCode, answer.json().detail.zh]).toEqual([503, '公开数据暂时无法读取，请稍后再试']);
    expect(answer.body).not.toContain(test.home);
    await writeFile(file, bytes);
    expect((await get('/public/2021H1-r1/data/months.csv')).statusCode).toBe(200);
  });
});

describe('the open data interface', () => {
  it('answers every operation of its document with its examples', async () => {
    const document = (await get(`${API}/openapi.json`)).json();
    const operations = Object.entries(document.paths) as [
      string,
      {
        get: {
          parameters?: { name: string; schema: { example: string } }[];
          responses: Record<string, object>;
        };
      },
    ][];
    expect(operations.length).toBe(5);
    for (const [path, { get: operation }] of operations) {
      expect(path.startsWith(API)).toBe(true);
      const url = path.replaceAll(
        /\{(\w+)\}/g,
        (_, name) => operation.parameters?.find((one) => one.name === name)?.schema.example ?? 'no example',
      );
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect(Object.keys(operation.responses)).toContain('200');
    }
    expect((await get(`${API}/docs`)).statusCode).toBe(200);
  });

  it('leads from the Data Package to every table, equal to the bundle in each format', async () => {
    const entry = DataPackage.parse((await get(`${API}/datapackage.json`)).json());
    expect(entry.resources.length).toBeGreaterThan(15);
    for (const { path, name } of entry.resources) {
      const answer = await get(`${API}/${path}`);
      const file = await readFile(join(published, '2021H1-r1/data', `${name}.csv`));
      expect(answer.rawPayload.equals(file), path).toBe(true);
      for (const format of ['json', 'parquet', 'xlsx']) {
        const other = await get(`${API}/releases/2021H1-r1/data/${name}.${format}`);
        const bytes = await readFile(join(published, '2021H1-r1/data', `${name}.${format}`));
        expect(other.rawPayload.equals(bytes), `${name}.${format}`).toBe(true);
      }
      const rows = (await get(`${API}/releases/current/data/${name}.json`)).json();
      expect(rows.length).toBe((parse(file, { bom: true, columns: true }) as object[]).length);
    }
  });

  it('lists every release, and tags its answers', async () => {
    const list = PublicReleasesAnswer.parse((await get(`${API}/releases`)).json());
    expect(list.current).toBe('2021H1-r1');
    expect(list.releases.map(({ id, state }) => `${id} ${state}`)).toEqual(
      [
        '2021H1-r1 published',
        '2021Q1-r2 published',
        '2021Q1-r1 published',
        '2021-r1 published',
        '2020H1-r1 withdrawn',
      ].map((line) => line.replace('2021-r1', '2020-r1')),
    );
    const release = await get(`${API}/releases/2021Q1-r2`);
    expect(ReleaseInfo.parse(release.json()).approvals.map(({ role }) => role)).toEqual([
      'office',
      'finance',
    ]);
    const again = await get(`${API}/releases/2021Q1-r2`, { 'if-none-match': String(release.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(`${API}/releases/2021Q1-r1/data/nothing.csv`)).statusCode).toBe(404);
  });

  it('may be read from pages of any site', async () => {
    const answer = await get(`${API}/releases`, { origin: 'https://elsewhere.example' });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const asked = await app.inject({
      method: 'OPTIONS',
      url: `${API}/releases`,
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([asked.statusCode, asked.headers['access-control-allow-headers']]).toEqual([204, 'If-None-Match']);
    expect((await get('/api/v1/session')).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('limits how often an address may ask', async () => {
    const ask = (remoteAddress: string) =>
      app.inject({ method: 'GET', url: `${API}/releases/current`, remoteAddress });
    for (let nth = 0; nth < PUBLIC_LIMITS.data; nth += 1) {
      expect((await ask('10.9.9.9')).statusCode).toBe(200);
    }
    const refused = await ask('10.9.9.9');
    expect([refused.statusCode, refused.headers['content-type'], refused.json().detail.zh]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
      '请求太频繁，请稍后再试',
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('10.9.9.8')).statusCode).toBe(200);
  });
});

describe('a server of bundles alone', () => {
  it('answers without a home', async () => {
    const nowhere = join(test.folder, 'no-home');
    const alone = await createPublicApp({
      home: nowhere,
      host: '127.0.0.1',
      port: 0,
      pages: null,
      publicFolder: published,
    });
    try {
      const ask = (url: string) => alone.inject({ method: 'GET', url });
      expect((await ask('/')).headers.location).toBe('/public/');
      expect((await ask('/public/')).statusCode).toBe(200);
      expect((await ask(`${API}/releases/current/data/months.json`)).statusCode).toBe(200);
      expect((await ask('/api/v1/session')).statusCode).toBe(404);
      expect((await ask('/health/ready')).statusCode).toBe(404);
      await expect(mkdir(nowhere)).resolves.toBeUndefined();
    } finally {
      await alone.close();
    }
  });

  it('is started by `serve --public`, and opens nothing else', async () => {
    const nowhere = join(test.folder, 'never-made');
    const { child, ended } = startProgram(nowhere, ['serve', '--public', published, '--port', '0']);
    try {
      let said = '';
      for await (const text of child.stdout ?? []) {
        said += text;
        if (said.includes('http')) break;
      }
      const address = /http:\/\/\S+/.exec(said)?.[0] ?? '';
      expect((await fetch(`${address}/public/`)).status).toBe(200);
    } finally {
      child.kill('SIGTERM');
    }
    await ended;
    await expect(readFile(join(nowhere, 'home.json'))).rejects.toThrow('ENOENT');
    await expect(mkdir(nowhere)).resolves.toBeUndefined();
    await rm(nowhere, { recursive: true });
  });

  it('says which folder is missing', async () => {
    const { ended } = startProgram(test.home, ['serve', '--public', join(test.folder, 'nothing-here')]);
    const { code, err } = await ended;
    expect([code, err]).toEqual([1, expect.stringContaining('there is no folder')]);
  });
});
