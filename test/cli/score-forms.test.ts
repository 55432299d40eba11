import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { formatAmount, ScoreDocument, type UnitScore } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { saveAs, textOfPdf } from '../support/office.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));
const run = promisify(execFile);
/** One with every kind of block: budget of two sources, an indicator that does not apply, weights that were spread. */
const UNIT = '应急管理局';

let test: TestHome;
beforeAll(async () => {
  test = await makeSampleHome();
});
afterAll(() => test?.remove());

async function writeForms(folder: string, ...words: string[]): Promise<UnitScore[]> {
  const { stdout } = await run(
    process.execPath,
    [CLI, 'score', '2021', '--json', '--out', folder, ...words],
    {
      env: { ...process.env, SKILL_LEDGER_HOME: test.home },
      maxBuffer: 1 << 26,
    },
  );
  return ScoreDocument.parse(JSON.parse(stdout)).units;
}

const formName = (unit: string, format: string): string => `项目支出绩效自评表-${unit}-2021.${format}`;

/** Numbers of a score document that a form shows, as texts without needless zeros. */
const shownNumbers = ({ indicators, total }: UnitScore): string[] =>
  [...indicators.flatMap(({ weight, points }) => [weight, points]), total].filter((one) => one !== null);

describe('the official form as a workbook', () => {
  it('of every unit has the score document’s numbers, weights of 100 and points that add up', async () => {
    const folder = join(test.folder, 'all');
    const units = await writeForms(folder, '--forms', 'xlsx');
    expect(units).toHaveLength(34);
    for (const unit of units) {
      const sheet = XLSX.read(await readFile(join(folder, formName(unit.unit, 'xlsx')))).Sheets.绩效自评表;
      if (!sheet) throw new Error(`the form of ${unit.unit} has no sheet 绩效自评表`);
      const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(sheet, { header: 1, defval: null });
      const total = rows.find(([first]) => first === '总分');
      const all = rows.find((row) => row[1] === '年度资金总额');
      const head = rows.findIndex((row) => row[3] === '三级指标');
      const lines = rows.slice(head + 1, rows.indexOf(total ?? [])).map((row) => [row[5], row[6], row[7]]);
      const [execution, ...others] = unit.indicators;
      expect([all?.[6], all?.[9]]).toEqual([10, numberOf(execution?.points)]);
      // The form puts a group's indicators together, so their order is its own.
      const expected = others.map(({ actual, weight, points }) => [
        actual === null ? '不适用' : Number(actual),
        Number(weight),
        numberOf(points),
      ]);
      expect(lines.map(String).sort()).toEqual(expected.map(String).sort());
      expect(lines.reduce((sum, [, weight]) => sum + Number(weight), Number(all?.[6]))).toBe(100);
      expect([total?.[6], total?.[7]]).toEqual([100, numberOf(unit.total)]);
    }
  });

  it('merges its cells as the form has them', async () => {
    const folder = join(test.folder, 'merged');
    await writeForms(folder, '--unit', UNIT, '--forms', 'xlsx');
    const sheet = XLSX.read(await readFile(join(folder, formName(UNIT, 'xlsx')))).Sheets.绩效自评表;
    const merged = Object.fromEntries(
      (sheet?.['!merges'] ?? []).map((range) => [
        String(sheet?.[XLSX.utils.encode_cell(range.s)]?.v ?? ''),
        XLSX.utils.encode_range(range),
      ]),
    );
    expect(merged).toMatchObject({
      项目资金: 'A4:A8',
      年度总体目标: 'A9:A10',
      绩效指标: 'A11:A23',
      产出: 'B12:B18',
      数量: 'C12:C13',
      效益: 'B19:B22',
      总分: 'A24:F24',
    });
  });
});

/** As a cell of the workbook holds it: a dash where there is no number. */
const numberOf = (text: string | null | undefined): number | string => (text == null ? '—' : Number(text));

describe('the official form', () => {
  it('of the same snapshot is the same file, byte by byte', async () => {
    const hashes = await Promise.all(
      ['first', 'second'].map(async (name) => {
        const folder = join(test.folder, name);
        await writeForms(folder, '--unit', UNIT, '--forms', 'docx,xlsx,pdf');
        const files = (await readdir(folder)).filter((file) => file.includes('自评表')).sort();
        return Promise.all(
          files.map(async (file) => [
            file,
            createHash('sha256')
              .update(await readFile(join(folder, file)))
              .digest('hex'),
          ]),
        );
      }),
    );
    expect(hashes[0]).toHaveLength(3);
    expect(hashes[1]).toEqual(hashes[0]);
  });

  it.each([
    [['--forms', 'docx,odt'], 'docx、xlsx、pdf'],
    [['--forms', ''], 'docx、xlsx、pdf'],
  ])('refuses %s and says which formats there are', async (words, known) => {
    const failed = await writeForms(join(test.folder, 'refused'), ...words).then(
      () => null,
      (error: { stderr: string }) => error,
    );
    expect(failed?.stderr).toContain(known);
  });
});

describe('in LibreOffice', () => {
  it.each(['docx', 'xlsx', 'pdf'])(
    'the %s shows every number of the score document on one page',
    async (format) => {
      const folder = join(test.folder, `office-${format}`);
      const [unit] = await writeForms(folder, '--unit', UNIT, '--forms', format);
      if (!unit) throw new Error('no unit was scored');
      const form = join(folder, formName(UNIT, format));
      const [page = form] =
        format === 'pdf'
          ? []
          : await saveAs([form], 'pdf', join(folder, 'page'), join(test.folder, 'office'));
      const { text, pages } = await textOfPdf(page);
      expect(pages).toBe(1);
      const shown = new Set(text.match(/\d[\d,.]*\d|\d/g)?.map((one) => Number(one.replaceAll(',', ''))));
      expect(shownNumbers(unit).filter((number) => !shown.has(Number(number)))).toEqual([]);
      expect(text).toContain('项目支出绩效自评表');
      expect(text).toContain(formatAmount(unit.indicators[0]?.denominator ?? ''));
    },
    120_000,
  );
});
