import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import {
  ScoreDocument,
  ScoreFrame,
  ScoreMoves,
  ScorePreview,
  ScoreResults,
  ScoreTrace,
  ScoreTrend,
} from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, PROGRAMME, type TestHome } from '../support/home.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));
const UNIT = '经信局';
const TOWN = '佛堂镇';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let office = '';
let unit = '';
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  office = await cookieOf(test.home, 'office');
  unit = await cookieOf(test.home, 'unit', { unit: TOWN });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, cookie = office) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } });
const trace = async (query: string, cookie = office): Promise<ScoreTrace> =>
  ScoreTrace.parse((await get(`scores/trace?${query}`, cookie)).json());
const run = async (...words: string[]): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [CLI, 'score', ...words], {
      env: { ...process.env, SKILL_LEDGER_HOME: test.home },
      maxBuffer: 1 << 26,
    })
  ).stdout;
const scheme = async () =>
  JSON.parse(await readFile(join(programmeFolder(PROGRAMME), 'schemes', '2020-1.json'), 'utf8'));
const preview = (text: string, cookie = office) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/scores/preview',
    headers: { cookie },
    payload: { scheme: text, period: '2021H1' },
  });

describe('scores over HTTP', () => {
  it.each([
    ['2021H1', []],
    ['2021', ['--as-of', '2021-09-30']],
    ['2019-2021', ['--unit', UNIT]],
  ])('are the document of the command line: %s %s', async (period, words) => {
    const printed = JSON.parse(await run(period, ...words, '--json'));
    const [flag, value] = words;
    const more = flag === '--as-of' ? `&asOf=${value}` : flag === '--unit' ? `&unit=${value}` : '';
    expect((await get(`scores?period=${period}${more}`)).json()).toEqual(printed);
  });

  it('are told with the trace on request: points add up by level, aspect and total', async () => {
    const answer = await trace('period=2021H1');
    const document = ScoreDocument.parse((await get('scores?period=2021H1')).json());
    for (const [index, one] of answer.units.entries()) {
      expect(document.units[index]).toMatchObject({ unit: one.unit, total: one.total, grade: one.grade });
      const fen = (list: { points: string | null }[]) =>
        list.reduce((sum, { points }) => sum + Math.round(Number(points ?? 0) * 100), 0);
      const sum = Math.round(Number(one.sum ?? 0) * 100);
      expect([fen(one.indicators), fen(one.levels), fen(one.themes)]).toEqual([sum, sum, sum]);
    }
  });

  it('give the period under way where none is named', async () => {
    const frame = ScoreFrame.parse((await get('scores/frame')).json());
    expect(frame.periods.map(({ id }) => id)).toContain('2019-2021');
    expect(frame.periods).toHaveLength(13);
    expect((await get('scores')).json().period).toBe(frame.current);
    // The newest ledgers reach beyond the last year: it is the period as a whole then.
    const around = frame.periods.filter(({ from, to }) => from <= frame.asOf && frame.asOf <= to);
    const [shortest] = around.sort((a, b) => (a.to < b.to ? -1 : 1));
    expect(frame.current).toBe(shortest?.id ?? '2019-2021');
  });

  it('rank departments among departments and towns among towns, ties sharing a place', async () => {
    const { units } = await trace('period=2021');
    for (const kind of ['department', 'town'] as const) {
      const own = units.filter((one) => one.kind === kind && one.total !== null);
      for (const { total, rank } of own) {
        const better = own.filter((other) => Number(other.total) > Number(total)).length;
        expect(rank).toEqual({ place: better + 1, of: own.length });
      }
    }
    for (const { indicators } of units) {
      for (const { smallBase, points, rank } of indicators) {
        expect(rank === null).toBe(smallBase || points === null);
      }
    }
  });

  it.each([
    ['period=2021Q2', '2021H1'],
    ['scheme=none', '2020-1'],
    ['unit=气象局', '人社局'],
    ['asOf=yesterday', 'asOf'],
  ])('refuse %s, saying what there is', async (query, known) => {
    const answer = await get(`scores?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(known);
  });
});

describe('a unit', () => {
  it('reads its own score in full, with its place among the towns and no other unit', async () => {
    const answer = await trace('period=2021', unit);
    expect(answer.units.map((one) => one.unit)).toEqual([TOWN]);
    const whole = await trace('period=2021');
    expect(answer.units[0]).toEqual(whole.units.find((one) => one.unit === TOWN));
    expect(answer.units[0]?.rank?.of).toBe(14);
  });

  it('reads what would move its total: the very total that the changed facts give', async () => {
    const { moves } = ScoreMoves.parse((await get('scores/moves?period=2021', unit)).json());
    const [own] = (await trace('period=2021', unit)).units;
    expect(moves.length).toBeGreaterThan(2);
    const points = moves.map((move) => Number(move.points));
    expect(points).toEqual([...points].sort((a, b) => b - a));
    for (const move of moves) {
      const before = own?.indicators.find(({ id }) => id === move.indicator);
      expect((Number(move.total) - Number(own?.total)).toFixed(2)).toBe(move.points);
      expect(Number(move.numerator)).not.toBe(Number(before?.numerator));
    }
  });

  it('reads its trend, each period as the score of that period says', async () => {
    const { periods } = ScoreTrend.parse((await get('scores/trend?period=2021H1', unit)).json());
    expect(periods.map(({ period }) => period)).toEqual([
      '2019Q1',
      '2019H1',
      '2019Q3',
      '2019',
      '2020Q1',
      '2020H1',
      '2020Q3',
      '2020',
      '2021Q1',
      '2021H1',
    ]);
    const [before] = (await trace('period=2020', unit)).units;
    expect(periods[7]?.units).toEqual([
      { unit: TOWN, total: before?.total, grade: before?.grade, rank: before?.rank },
    ]);
  });
});

describe('results of all units', () => {
  it('say the grades, the aspects and where points are lost', async () => {
    const results = ScoreResults.parse((await get('scores/results?period=2021')).json());
    const { units } = await trace('period=2021');
    const graded = results.grades.reduce((sum, grade) => sum + grade.units, results.notEvaluated);
    expect(graded).toBe(34);
    for (const { id, lost } of results.losses) {
      const cents = units.reduce((sum, { indicators }) => {
        const one = indicators.find((indicator) => indicator.id === id);
        return one?.points == null ? sum : sum + Number(one.weightInForce) * 100 - Number(one.points) * 100;
      }, 0);
      expect(`${id} ${Math.round(cents)}`).toBe(`${id} ${Math.round(Number(lost) * 100)}`);
    }
  });

  it('are downloaded as the command line writes them', async () => {
    const out = join(test.folder, 'ranking');
    await run('2021', '--ranking', '--out', out);
    const names = (await readdir(out)).sort();
    expect(names).toEqual(['绩效排名-2021-截至2021-12-31.csv', '绩效排名-2021-截至2021-12-31.xlsx']);
    const csv = await get('scores/ranking.csv?period=2021');
    expect(csv.body).toBe(await readFile(join(out, names[0] ?? ''), 'utf8'));
    expect(csv.body.trim().split('\n')).toHaveLength(35);
    const xlsx = await get('scores/ranking.xlsx?period=2021');
    const book = XLSX.read(xlsx.rawPayload);
    expect(book.SheetNames).toEqual(['绩效排名', '说明']);
    const rows = XLSX.utils.sheet_to_json<Record<string, string | number>>(book.Sheets.绩效排名 ?? {});
    const { units, snapshot } = ScoreDocument.parse(JSON.parse(await run('2021', '--json')));
    for (const { unit: name, total, grade } of units) {
      const row = rows.find(({ 单位 }) => 单位 === name);
      expect([row?.总分, row?.等级]).toEqual([total === null ? '不参评' : Number(total), grade ?? undefined]);
    }
    const notes = XLSX.utils.sheet_to_json<string[]>(book.Sheets.说明 ?? {}, { header: 1 });
    expect(Object.fromEntries(notes)).toMatchObject({ 数据快照: snapshot, 截至: '2021-12-31' });
  });
});

describe('a draft of a scheme', () => {
  it('is computed beside the one in force', async () => {
    const draft = await scheme();
    draft.id = 'draft';
    draft.caps = draft.caps.map((cap: object) => ({ ...cap, active: true }));
    draft.indicators[1].target = '0.5';
    const answer = ScorePreview.parse((await preview(JSON.stringify(draft))).json());
    const now = await trace('period=2021H1');
    expect(answer.changed.totals).toBeGreaterThan(5);
    for (const { unit: name, total, indicators } of answer.units) {
      expect(total.now).toBe(now.units.find((one) => one.unit === name)?.total);
      expect(indicators.every(({ id }) => id === 'taskCompletion')).toBe(true);
    }
    expect((await preview(JSON.stringify(await scheme()))).json().changed).toEqual({ totals: 0, grades: 0 });
  });

  it.each([
    ['{', ['JSON']],
    ['weights', ['101', '100']],
    ['bands', ['execution-70', 'execution-60', '重叠']],
    ['measure', ['unknownMeasure', 'passRate']],
  ])('with faults (%s) is refused, saying what and where', async (fault, words) => {
    const draft = await scheme();
    if (fault === 'weights') draft.indicators[0].weight = '11';
    if (fault === 'bands') draft.caps[0].from = '0.65';
    if (fault === 'measure') draft.indicators[0].measure = 'unknownMeasure';
    const answer = await preview(fault === '{' ? '{' : JSON.stringify(draft));
    expect(answer.statusCode).toBe(422);
    for (const word of words) expect(answer.json().detail.zh).toContain(word);
  });
});
