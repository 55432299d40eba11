import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { currentSnapshotPath } from '../../etl/src/home/home.ts';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, personId, trainingClass } from '../support/ledgers.ts';
import { workbook } from '../support/workbook.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => test?.remove());

/** A workbook of a few kilobytes: every cell of so many rows names the same long text. */
function repeating(rows: number): Buffer {
  const labels = Object.keys(enrolment());
  const shared = [...labels, 'x'.repeat(30_000)].map((text) => `<si><t>${text}</t></si>`).join('');
  const row = (number: number, cellOf: (index: number) => number): string =>
    `<row r="${number}">${labels
      .map(
        (_, index) => `<c r="${String.fromCharCode(65 + index)}${number}" t="s"><v>${cellOf(index)}</v></c>`,
      )
      .join('')}</row>`;
  const body = Array.from({ length: rows }, (_, index) => row(index + 2, () => labels.length)).join('');
  return workbook({
    sheets: { 学员: `<sheetData>${row(1, (index) => index)}${body}</sheetData>` },
    shared,
  });
}

describe('the text that a load reads', () => {
  it('is limited by sheet: the message says the sheet, the limit and its setting, and nothing is left', async () => {
    vi.stubEnv('SKILL_LEDGER_MOST_SHEET_MB', '1');
    const before = await currentSnapshotPath(test.home);
    await expect(test.load({ 'bomb.xlsx': repeating(200) })).rejects.toThrow(
      /bomb\.xlsx · 学员：一张工作表的文字超过 1 MB[\s\S]*SKILL_LEDGER_MOST_SHEET_MB/,
    );
    expect(await readdir(join(test.home, 'tmp'))).toEqual([]);
    expect(await currentSnapshotPath(test.home)).toEqual(before);
  });

  it('is limited by load', async () => {
    vi.stubEnv('SKILL_LEDGER_MOST_LOAD_MB', '1');
    const files = { 'one.xlsx': repeating(2), 'two.xlsx': repeating(2) };
    await expect(test.load(files)).rejects.toThrow(/一次装载的文字超过 1 MB[\s\S]*SKILL_LEDGER_MOST_LOAD_MB/);
  });

  it('is limited by row where no limit is set: a small workbook costs little memory and no disk', async () => {
    const bytes = repeating(1000);
    expect(bytes.length).toBeLessThan(100_000);
    await expect(test.load({ 'small.xlsx': bytes })).rejects.toThrow(
      /small\.xlsx · 学员：各行的文字平均超过 2000 字[\s\S]*SKILL_LEDGER_MOST_LOAD_MB/,
    );
    expect(await readdir(join(test.home, 'tmp'))).toEqual([]);
  });

  it('is not limited where a file holds no more than its size', async () => {
    vi.stubEnv('SKILL_LEDGER_MOST_SHEET_MB', '0.1');
    vi.stubEnv('SKILL_LEDGER_MOST_LOAD_MB', '0.1');
    const rows = Array.from({ length: 2000 }, (_, serial) =>
      enrolment({
        证件号码: personId(serial % 999, `19${60 + Math.floor(serial / 999)}0101`),
        证书编号: `Z${serial}`,
      }),
    );
    const loaded = await test.load({ 'e.csv': csv(...rows) });
    expect(totals(loaded).read).toBe(2000);
  });

  it('has limits that are numbers', async () => {
    vi.stubEnv('SKILL_LEDGER_MOST_LOAD_MB', 'lots');
    await expect(test.load({ 'e.csv': csv(enrolment()) })).rejects.toThrow(
      'SKILL_LEDGER_MOST_LOAD_MB 应为正数',
    );
  });
});
