import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { ScoreDocument } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleHome, type TestHome } from '../support/home.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));

describe('skill-ledger score', () => {
  let test: TestHome;
  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, [CLI, 'score', ...words], {
      env: { ...process.env, SKILL_LEDGER_HOME: test.home },
      maxBuffer: 1 << 26,
    });

  beforeAll(async () => {
    test = await makeSampleHome();
  });
  afterAll(() => test?.remove());

  it('prints one document for all units in the programme’s order, whose points add up', async () => {
    const printed = ScoreDocument.strict().parse(JSON.parse((await run('2021H1', '--json')).stdout));
    expect(printed).toMatchObject({
      period: '2021H1',
      from: '2021-01-01',
      to: '2021-06-30',
      asOf: '2021-06-30',
      scheme: '2020-1',
    });
    expect(printed.units).toHaveLength(34);
    expect(printed.units[0]?.unit).toBe('人社局');
    for (const { total, indicators } of printed.units) {
      expect(indicators).toHaveLength(13);
      const cents = indicators.reduce((sum, { points }) => sum + Math.round(Number(points ?? 0) * 100), 0);
      expect(Math.round(Number(total ?? 0) * 100)).toBe(cents);
    }
  });

  it('writes the same numbers, with the calculation, as CSV and workbook', async () => {
    const out = join(test.folder, 'out');
    const { stdout } = await run('2021', '--unit', '经信局', '--as-of', '2021-09-30', '--json', '--out', out);
    const [unit] = ScoreDocument.parse(JSON.parse(stdout)).units;
    const names = (await readdir(out)).sort();
    expect(names).toEqual(['绩效评分-2021-截至2021-09-30.csv', '绩效评分-2021-截至2021-09-30.xlsx']);
    const text = await readFile(join(out, names[0] ?? ''), 'utf8');
    const sheet = XLSX.read(await readFile(join(out, names[1] ?? ''))).Sheets.绩效评分;
    if (!sheet) throw new Error('the workbook has no sheet 绩效评分');
    const rows = XLSX.utils.sheet_to_json<Record<string, string | number>>(sheet);
    expect(rows.at(-1)).toMatchObject({ 一级指标: '总分', 得分: Number(unit?.total) });
    const shown = (text: string | null): string | number => (text === null ? '不适用' : Number(text));
    expect(rows.slice(0, 13).map(({ 得分, 实际完成值 }) => [得分, 实际完成值])).toEqual(
      unit?.indicators.map(({ points, actual }) => [shown(points), shown(actual)]),
    );
    expect(text).toContain(`总分,,,,,,,,,${unit?.total},,,${unit?.grade}`);
  });

  it.each([
    [['2021Q2'], '2021H1'],
    [['2021', '--unit', '气象局'], '人社局'],
    [['2021', '--as-of', '2021-13-45'], '2021-06-30'],
    [['2021', '--as-of', '2021-02-30'], '2021-06-30'],
    [['2021', '--scheme', 'none'], '2020-1'],
  ])('refuses %s in one line that says what there is', async (words, known) => {
    const failed = await run(...words).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed?.code).toBe(1);
    expect(failed?.stderr).toContain(known);
    expect(failed?.stderr).not.toContain('    at ');
  });
});
