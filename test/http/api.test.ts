import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import {
  DIMENSION_IDS,
  DomainsAnswer,
  FundsAnswer,
  GroupedAnswer,
  MonthsAnswer,
  ProgrammeAnswer,
  ProgressAnswer,
  RatiosAnswer,
  SnapshotsAnswer,
  UnitsAnswer,
} from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { cookieOf } from '../support/access.ts';
import { load } from '../support/etl.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';
import { csv, institution, trainingClass } from '../support/ledgers.ts';

const ROUTES = {
  programme: ProgrammeAnswer,
  progress: ProgressAnswer,
  'progress/domains': DomainsAnswer,
  'progress/units': UnitsAnswer,
  'progress/months': MonthsAnswer,
  funds: FundsAnswer,
  figures: GroupedAnswer,
  ratios: RatiosAnswer,
  snapshots: SnapshotsAnswer,
};

describe('the API', () => {
  let test: TestHome;
  let app: Awaited<ReturnType<typeof createApp>>;
  let cookie = '';
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url, headers: { cookie, ...headers } });

  beforeAll(async () => {
    test = await makeHome();
    app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
    cookie = await cookieOf(test.home, 'office');
  });
  afterAll(async () => {
    await app?.close();
    await test?.remove();
  });

  it('says what to do before the first load', async () => {
    const answer = await get('/api/v1/progress');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().detail.zh).toContain('请在“台账”页报送第一批台账');
    expect((await get('/health/ready')).statusCode).toBe(503);
    expect((await get('/health/live')).json()).toEqual({ status: 'ok', snapshot: null, problems: [] });
  });

  describe('with the sample ledgers', () => {
    beforeAll(async () => {
      await load({ home: test.home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' });
    });

    it.each(Object.keys(ROUTES) as (keyof typeof ROUTES)[])(
      'answers %s exactly as its schema',
      async (route) => {
        const answer = await get(`/api/v1/${route}`);
        expect(answer.statusCode).toBe(200);
        expect(ROUTES[route].parse(answer.json())).toEqual(answer.json());
      },
    );

    it('gives the decree’s figures without rounding', async () => {
      const { total } = (await get('/api/v1/progress?asOf=2021-12-31')).json();
      expect(total).toMatchObject({
        completed: 45_534,
        completedRecords: 22_320,
        target: 100_000,
        progress: 0.45534,
        yearPlan: 40_000,
      });
      const { domains } = (await get('/api/v1/progress/domains?asOf=2019-12-31')).json();
      expect(domains.map((row: { completed: number }) => row.completed)).toEqual([
        0, 217, 1690, 2236, 283, 0, 8432, 4328, 1876, 4152,
      ]);
    });

    it('filters by domain and unit; figures without a value are absent', async () => {
      const { total } = (await get('/api/v1/progress?asOf=2021-12-31&domain=安全技能,生活服务')).json();
      expect(total).toMatchObject({ target: 44_000, yearPlan: 16_000 });
      expect(total).not.toHaveProperty('budget');
      const unit = (await get('/api/v1/progress?asOf=2021-12-31&unit=义亭镇')).json().total;
      expect(unit).not.toHaveProperty('target');
      expect(unit.completed).toBe(unit.completedRecords);
      expect(unit.quota).toBeGreaterThan(0);
      const { towns } = (await get('/api/v1/progress/units?asOf=2021-12-31')).json();
      expect(towns.find((row: { town: string }) => row.town === '义亭镇').completed).toBe(unit.completed);
    });

    it('adds up over the months', async () => {
      const { months } = (await get('/api/v1/progress/months?asOf=2021-06-30')).json();
      expect(months).toHaveLength(36);
      const june = months.find((row: { month: string }) => row.month === '2021-06');
      const total = (await get('/api/v1/progress?asOf=2021-06-30')).json().total;
      expect(june.cumulative).toBe(total.completed);
      expect(june.planGap).toBe(june.cumulative - june.plan);
      const mean = (months: { completed: number }[]) =>
        Math.round(months.reduce((sum, { completed }) => sum + completed, 0) / months.length);
      expect(total.recentPerMonth).toBe(mean(months.slice(27, 30)));
      expect(months.at(-1)).toMatchObject({
        plan: 103_214,
        planGap: null,
        timeLine: 100_000,
        forecast: { value: total.forecast.value },
      });
      expect(total.forecast.low).toBeLessThanOrEqual(total.forecast.value);
      expect(total.forecast.value).toBeLessThanOrEqual(total.forecast.high);
    });

    it.each([
      ['/api/v1/progress?asOf=2021-02-30', 'asOf'],
      ['/api/v1/progress?domain=农业', 'domain'],
      ['/api/v1/funds?source=彩票', 'source'],
    ])('refuses %s and names the parameter', async (url, field) => {
      const answer = await get(encodeURI(url));
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json().errors[0].field).toBe(field);
    });

    it('says in both languages how to fix a parameter', async () => {
      const day = (await get('/api/v1/progress?asOf=2021-02-30')).json().errors[0];
      expect(day).toMatchObject({
        zh: expect.stringContaining('2021-06-30'),
        en: expect.stringContaining('2021-06-30'),
      });
      const twice = await get('/api/v1/progress?unit=a&unit=b');
      expect(twice.statusCode).toBe(400);
      expect(twice.json().errors).toMatchObject([{ field: 'unit', zh: expect.stringContaining('逗号') }]);
      expect(twice.headers).not.toHaveProperty('etag');
    });

    it('reports an unknown address in both languages', async () => {
      const answer = await get('/api/v1/nothing');
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ status: 404, instance: '/api/v1/nothing' });
    });

    it('answers 304 to a browser that has the answer', async () => {
      const first = await get('/api/v1/progress');
      const tag = first.headers.etag as string;
      expect((await get('/api/v1/progress', { 'if-none-match': tag })).statusCode).toBe(304);
      expect((await get('/api/v1/progress?asOf=2020-12-31', { 'if-none-match': tag })).statusCode).toBe(200);
    });

    it('compresses large answers', async () => {
      const units = await get('/api/v1/progress/units', { 'accept-encoding': 'br' });
      expect(units.headers['content-encoding']).toBe('br');
      expect(JSON.parse(brotliDecompressSync(units.rawPayload).toString()).units).not.toHaveLength(0);
    });

    it('forbids external resources and inline scripts', async () => {
      const policy = (await get('/api/docs')).headers['content-security-policy'];
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/https?:|upgrade-insecure-requests/);
      expect((await get('/health/live')).headers).not.toHaveProperty('strict-transport-security');
    });

    it('describes every route in OpenAPI 3.1, from the same schemas', async () => {
      const document = (await get('/api/openapi.json')).json();
      expect(document.openapi).toBe('3.1.0');
      for (const route of Object.keys(ROUTES)) {
        const { responses } = document.paths[`/api/v1/${route}`].get;
        expect(responses['200'].content['application/json'].schema).toBeDefined();
      }
      const parameters = document.paths['/api/v1/progress'].get.parameters.map(
        (one: { name: string }) => one.name,
      );
      expect(parameters).toEqual(['asOf', ...DIMENSION_IDS]);
      expect((await get('/api/docs')).statusCode).toBe(200);
    });

    it('switches to a new snapshot without failing running requests', async () => {
      const stop = { now: false };
      const failures: number[] = [];
      const seen = new Set<string>();
      const reader = async (): Promise<void> => {
        while (!stop.now) {
          const answer = await get(
            `/api/v1/progress/units?asOf=2021-${String(1 + (seen.size % 12)).padStart(2, '0')}-28`,
          );
          if (answer.statusCode !== 200) failures.push(answer.statusCode);
          else seen.add(answer.json().snapshot);
        }
      };
      const readers = [reader(), reader(), reader()];
      for (const number of [1, 2]) {
        await test.load({
          'i.csv': csv(institution()),
          'k.csv': csv(trainingClass({ 班级编号: `NEW${number}` })),
        });
      }
      await expect.poll(async () => (await get('/api/v1/progress')).json().snapshot).toBe('3');
      stop.now = true;
      await Promise.all(readers);
      expect(failures).toEqual([]);
      expect(seen.has('1')).toBe(true);
    });

    it('keeps its snapshot if the current one cannot be opened', async () => {
      const before = await get('/api/v1/progress');
      const current = join(test.home, 'warehouse', 'CURRENT');
      const named = await readFile(current, 'utf8');
      await writeFile(join(test.home, 'warehouse', '99.duckdb'), 'cut short');
      for (const broken of ['99', '98', 'nonsense']) {
        await writeFile(current, broken);
        const answer = await get('/api/v1/progress');
        expect(answer.statusCode).toBe(200);
        expect(answer.json()).toEqual(before.json());
      }
      await writeFile(current, named);
      await rm(join(test.home, 'warehouse', '99.duckdb'));
    });
  });
});
