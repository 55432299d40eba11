import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, type TestHome, totals } from '../support/home.ts';
import { csv, enrolment, institution, trainingClass } from '../support/ledgers.ts';
import { runProgram } from '../support/program.ts';
import { size } from '../support/soak.ts';
import { workbookParts, zip } from '../support/workbook.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeHome();
  await test.load({ 'a.csv': csv(institution()), 'k.csv': csv(trainingClass()) });
});
afterAll(() => test?.remove());

/** Writes a file from chunks, so that it is never completely in memory. */
async function write(name: string, chunks: Iterable<string>): Promise<string> {
  const path = join(test.folder, name);
  await pipeline(Readable.from(chunks), createWriteStream(path));
  return path;
}
function* repeat(text: string, times: number): Generator<string> {
  for (let time = 0; time < times; time += 1) yield text;
}

/** Read, or refused with a message; never a stack trace. */
async function expectReported(path: string, words?: RegExp): Promise<void> {
  const { code, out, err } = await runProgram(test.home, ['load', path, '--dry-run']);
  expect(err).not.toMatch(/\n\s+at |heap|Invalid string/);
  expect([0, 1]).toContain(code);
  if (words) expect(out + err).toMatch(words);
}

describe('a hostile file', () => {
  it('of one endless line is refused by its length', async () => {
    await expectReported(await write('line.csv', repeat('x'.repeat(1 << 20), size(96, 2048))), /太长|过长/);
  }, 600_000);

  it('of one endless cell is refused too', async () => {
    const head = `${csv(institution()).split('\n')[0]}\n"`;
    await expectReported(
      await write('cell.csv', [head, ...repeat('x'.repeat(1 << 20), size(96, 2048))]),
      /太长|过长|引号/,
    );
  }, 600_000);

  it('of a million columns is read or refused', async () => {
    const columns = size(100_000, 1_000_000);
    await expectReported(
      await write('wide.csv', [...repeat('列,', columns), '\n', ...repeat('1,', columns), '\n']),
    );
  }, 600_000);

  it('with sheets named like paths does not write elsewhere', async () => {
    const cells = Object.keys(institution())
      .map(
        (label, column) =>
          `<c r="${String.fromCharCode(65 + column)}1" t="inlineStr"><is><t>${label}</t></is></c>`,
      )
      .join('');
    const names = ['../../outside', '..\\..\\outside', '/etc/passwd'];
    const sheets = Object.fromEntries(
      names.map((name) => [name, `<sheetData><row r="1">${cells}</row></sheetData>`]),
    );
    const before = await readdir(test.folder);
    const result = await test.load({ 'paths.xlsx': zip(workbookParts({ sheets })) });
    expect(result.files[0]?.sheets.map(({ sheet }) => sheet)).toEqual(names);
    const after = (await readdir(test.folder)).filter((name) => !name.startsWith('load-'));
    expect(after).toEqual(before.filter((name) => !name.startsWith('load-')));
  });

  it('with formulas and external links is read by its stored values', async () => {
    const row = institution();
    const cell = (text: string, place: string, formula = ''): string =>
      `<c r="${place}" t="str">${formula && `<f>${formula}</f>`}<v>${text}</v></c>`;
    const line = (texts: string[], number: number, formula = ''): string =>
      `<row r="${number}">${texts.map((text, column) => cell(text, `${String.fromCharCode(65 + column)}${number}`, formula)).join('')}</row>`;
    const sheetData = `<sheetData>${line(Object.keys(row), 1)}${line(Object.values({ ...row, 机构名称: '丙校' }), 2, 'WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)')}</sheetData>`;
    const result = await test.load({ 'formula.xlsx': zip(workbookParts({ sheets: { 表: sheetData } })) });
    expect(totals(result)).toMatchObject({ corrected: 1, quarantined: 0 });
  });

  it('with formula-like text keeps it as text, neutralised in exports', async () => {
    const command = "=cmd|'/c calc'!A1";
    await test.load({ 'e.csv': csv(enrolment({ 姓名: command, 证件号码: '@SUM(1)' })) });
    const { out } = await runProgram(test.home, ['quarantine', '--json']);
    const [row] = (JSON.parse(out) as { values: Record<string, string> }[]).filter(
      ({ values }) => values.姓名,
    );
    expect(row?.values.姓名).toBe(command);
    const folder = join(test.folder, 'verify');
    await runProgram(test.home, ['verify', '--out', folder]);
    for (const name of await readdir(folder)) {
      expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/(^|,|")[=@]/m);
    }
  });

  it('cut within a character, or with a wrong name, is reported or read', async () => {
    const folder = join(test.folder, 'odd');
    await mkdir(folder);
    const text = Buffer.from(csv(institution()), 'utf8');
    await writeFile(join(folder, 'cut.csv'), text.subarray(0, text.length - 1));
    await writeFile(join(folder, 'utf16.csv'), Buffer.from(`\uFEFF${csv(institution())}`, 'utf16le'));
    await writeFile(join(folder, 'named.xls'), text);
    await writeFile(join(folder, 'zero.csv'), Buffer.alloc(5000));
    for (const name of await readdir(folder)) await expectReported(join(folder, name));
  });
});
