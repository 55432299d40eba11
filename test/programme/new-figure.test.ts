import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

const MAIN = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));
const ADDED = new URL('../support/new-figure.mjs', import.meta.url).href;
const AS_OF = 'asOf=2021-06-30';

interface Group {
  key: { weekday: string };
  figures: { men: number; completedRecords: number; absent?: Record<string, string> };
}

let test: TestHome;
let server: ChildProcess;
let address = '';
let cookie = '';
beforeAll(async () => {
  test = await makeSampleHome();
  cookie = await cookieOf(test.home, 'leader');
  server = spawn(process.execPath, ['--import', ADDED, MAIN], {
    env: { ...process.env, SKILL_LEDGER_HOME: test.home, SKILL_LEDGER_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const listens = async () => {
    while (server.stdout && !output.includes('http:')) await once(server.stdout, 'data');
  };
  await Promise.race([listens(), once(server, 'close')]);
  address = /http:\S+/.exec(output)?.[0] ?? expect.fail(output);
});
afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'close');
  }
  await test?.remove();
});

const get = (path: string): Promise<Response> =>
  fetch(encodeURI(`${address}/api/${path}`), { headers: { cookie } });
const json = async (path: string) => (await get(path)).json();
const groups = async (query: string): Promise<Group[]> => (await json(`v1/figures?${AS_OF}&${query}`)).rows;

describe('a new figure, an id and a descriptor', () => {
  it('is among the definitions that “why?” shows, and in the headline figures', async () => {
    const { figures } = await json('v1/programme');
    expect(figures.men).toMatchObject({ label: { zh: '男性完成人次' }, clause: '§一', unit: 'personTimes' });
    const { row } = await json(`v1/progress?${AS_OF}`).then(({ total, ...more }) => ({ row: total ?? more }));
    expect(JSON.stringify(row)).toMatch(/"men":[1-9]/);
  });

  it('is grouped, filtered and absent like every figure, and its rows are behind it', async () => {
    const [men] = await groups('figures=men');
    const bySex = await groups('by=sex&figures=completedRecords');
    const [counted] = bySex.filter(({ key }) => JSON.stringify(key) === '{"sex":"男"}');
    expect(men?.figures.men).toBeGreaterThan(0);
    expect(men?.figures.men).toBe(counted?.figures.completedRecords);
    const [bySource] = await groups('by=source&figures=men');
    expect(bySource?.figures.absent).toEqual({ men: '不适用' });
    const rows = await json(`v1/rows?${AS_OF}&figure=men&limit=1`);
    expect(rows.total).toBe(men?.figures.men);
  });
});

describe('a new dimension, a label and a column', () => {
  it('groups every figure that knows it, and the others are absent', async () => {
    const found = await groups('by=weekday&figures=men,completedRecords,budget');
    expect(found.slice(0, 7).map(({ key }) => key.weekday)).toEqual([
      ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    ]);
    const [all] = await groups('figures=men,completedRecords');
    for (const figure of ['men', 'completedRecords'] as const) {
      expect(found.reduce((sum, { figures }) => sum + figures[figure], 0)).toBe(all?.figures[figure]);
    }
    expect(new Set(found.map(({ figures }) => figures.absent?.budget))).toEqual(new Set(['不适用']));
  });

  it('is a filter of figures and rows, with its label', async () => {
    const days = await groups('by=weekday&figures=men');
    const most = days.reduce((a, b) => (b.figures.men > a.figures.men ? b : a));
    const filter = `weekday=${most.key.weekday}`;
    expect((await groups(`figures=men&${filter}`))[0]?.figures.men).toBe(most.figures.men);
    const rows = await json(`v1/rows?${AS_OF}&figure=men&limit=1&${filter}`);
    expect(rows.total).toBe(most.figures.men);
    const { by } = await json(`v1/figures?${AS_OF}&by=weekday&figures=men`);
    expect(by).toEqual([{ id: 'weekday', label: { zh: '结束星期', en: 'Weekday of the end' } }]);
    expect((await get(`v1/figures?${AS_OF}&weekday=Someday&figures=men`)).status).toBe(400);
  });

  it('is a parameter of the API', async () => {
    const { paths } = await json('openapi.json');
    for (const path of ['/api/v1/figures', '/api/v1/progress', '/api/v1/rows']) {
      const names = paths[path].get.parameters.map(({ name }: { name: string }) => name);
      expect([path, names.includes('weekday')]).toEqual([path, true]);
    }
  });
});
