import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { workbook, workbookParts, zip } from '../../../test/support/workbook.ts';
import { ExcelDate, ExcelError, MissingValue, ShownCell } from './types.ts';

const STYLES = `<numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
  <numFmt numFmtId="177" formatCode="#,##0.00&quot;days&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>`;

const rowsOf = async (sheet: string, more: { shared?: string; styles?: string; properties?: string } = {}) =>
  (await readBytes(workbook({ sheets: { 表: sheet }, ...more }))).sheets[0]?.rows;

/** Cells of a sheet of one row. */
const cellsOf = async (cells: string, more: { shared?: string; styles?: string; properties?: string } = {}) =>
  (await rowsOf(`<sheetData><row r="1">${cells}</row></sheetData>`, more))?.[0]?.cells;

test('sheets come in the order of the workbook, hidden ones too', async () => {
  const parts = workbookParts({
    sheets: { 培训班: '<sheetData/>', 学员: '<sheetData/>', 补贴: '<sheetData/>' },
  });
  parts['xl/workbook.xml'] =
    parts['xl/workbook.xml']?.replace('sheetId="2"', 'sheetId="2" state="veryHidden"') ?? '';
  const { format, encoding, sheets } = await readBytes(zip(parts));
  expect({ format, encoding }).toEqual({ format: 'xlsx', encoding: null });
  expect(sheets.map(({ name }) => name)).toEqual(['培训班', '学员', '补贴']);
});

describe('cells', () => {
  test('text: shared, rich, inline, of a formula; without phonetic guides', async () => {
    const shared = `<si><t xml:space="preserve"> 张三 </t></si>
      <si><r><rPr><b/></rPr><t>电</t></r><r><t>工&amp;&#x4E00;</t></r><rPh sb="0" eb="1"><t>diàn</t></rPh></si>`;
    const cells = await cellsOf(
      `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
       <c r="C1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>
       <c r="D1" t="str"><f>A1&amp;"x"</f><v>张三x</v></c><c r="E1" t="inlineStr"><is><t>a_x000D_b_x005F_c</t></is></c>`,
      { shared },
    );
    expect(cells).toEqual([' 张三 ', '电工&一', '甲乙', '张三x', 'a\rb_c']);
  });

  test('numbers, truth values, errors; a formula without its value', async () => {
    const cells = await cellsOf(
      `<c r="A1"><v>1500.1</v></c><c r="B1" t="n"><v>3.3078219841212102E+17</v></c><c r="C1" t="b"><v>1</v></c>
       <c r="D1" t="b"><v>0</v></c><c r="E1" t="e"><v>#DIV/0!</v></c><c r="F1"><f>1+1</f></c><c r="G1"><f>1+1</f><v>2</v></c>`,
    );
    expect(cells).toEqual([
      1500.1,
      330_782_198_412_121_020,
      'TRUE',
      'FALSE',
      new ExcelError('#DIV/0!'),
      new MissingValue('formula'),
      2,
    ]);
  });

  test('dates by the format of the cell', async () => {
    const cells = await cellsOf(
      `<c r="A1" s="1"><v>43895</v></c><c r="B1" s="2"><v>43895.5</v></c><c r="C1" s="3"><v>43895</v></c>
       <c r="D1" s="4"><v>43895</v></c><c r="E1"><v>43895</v></c><c r="F1" t="d"><v>2020-03-05T00:00:00</v></c>
       <c r="G1" s="1"><v>99999999</v></c>`,
      { styles: STYLES },
    );
    const [date, noon] = [new ExcelDate('2020-03-05'), new ExcelDate('2020-03-05 12:00:00')];
    expect(cells).toEqual([
      date,
      noon,
      date,
      new ShownCell(43_895, '43,895.00days', null),
      43_895,
      '2020-03-05',
      99_999_999,
    ]);
  });

  test('dates that count from 1904', async () => {
    const properties = '<workbookPr date1904="1"/>';
    const cells = await cellsOf('<c r="A1" s="1"><v>42433</v></c>', { styles: STYLES, properties });
    expect(cells).toEqual([new ExcelDate('2020-03-05')]);
  });
});

describe('rows', () => {
  test('keep their numbers where the file leaves some out, and count on where it gives none', async () => {
    const rows = await rowsOf(
      `<sheetData><row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>
       <row r="9"><c r="A9" s="1"/></row><row r="11"><c r="AB11"><v>4</v></c></row></sheetData>`,
    );
    expect(rows).toEqual([
      { row: 3, cells: [null, 1, 2] },
      { row: 4, cells: [3] },
      { row: 11, cells: [...Array(27).fill(null), 4] },
    ]);
  });

  test('are found under namespace prefixes', async () => {
    const parts = workbookParts({ sheets: { 表: '' } });
    parts['xl/worksheets/s0.xml'] =
      `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>
      <x:t>甲</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells></x:worksheet>`;
    parts['xl/workbook.xml'] = parts['xl/workbook.xml']?.replaceAll('r:', 'rel:') ?? '';
    const [sheet] = (await readBytes(zip(parts))).sheets;
    expect(sheet?.rows).toEqual([{ row: 1, cells: ['甲'] }]);
    expect(sheet?.merges).toEqual([{ firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 0 }]);
  });

  test('come in full from a sheet of many, merged cells behind them', async () => {
    const count = 30_000;
    const lines = Array.from(
      { length: count },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`,
    );
    const merges = Array.from(
      { length: 2000 },
      (_, index) => `<mergeCell ref="B${index * 2 + 1}:B${index * 2 + 2}"/>`,
    );
    const file = await readBytes(
      workbook({
        sheets: { 表: `<sheetData>${lines.join('')}</sheetData><mergeCells>${merges.join('')}</mergeCells>` },
      }),
    );
    expect(file.sheets[0]?.rows.map(({ cells }) => cells[0])).toEqual(lines.map((_, index) => index));
    expect(file.sheets[0]?.merges.map(({ firstRow }) => firstRow)).toEqual(
      merges.map((_, index) => index * 2 + 1),
    );
  });

  test('know the ranges merged over several of them', async () => {
    const merges =
      '<mergeCells count="3"><mergeCell ref="A1:F1"/><mergeCell ref="B3:C5"/><mergeCell ref="AA7:AA8"/></mergeCells>';
    const file = await readBytes(workbook({ sheets: { 表: `<sheetData/>${merges}` } }));
    expect(file.sheets[0]?.merges).toEqual([
      { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 5 },
      { firstRow: 3, lastRow: 5, firstColumn: 1, lastColumn: 2 },
      { firstRow: 7, lastRow: 8, firstColumn: 26, lastColumn: 26 },
    ]);
  });
});

describe('what is no workbook that can be read', () => {
  const damaged = {
    code: 'damaged',
    text: { zh: expect.stringContaining('台账'), en: expect.stringContaining('repair') },
  };

  test.each([
    ['row numbers that fall', '<sheetData><row r="5"/><row r="4"/></sheetData>'],
    ['a row beyond the last', '<sheetData><row r="1048577"/></sheetData>'],
    ['a column beyond the last', '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'],
    ['XML that breaks off', '<sheetData><row r="1"><c'],
    ['endless nesting', '<a>'.repeat(200) + '</a>'.repeat(200)],
    ['an endless tag', `<sheetData x="${'y'.repeat(3_000_000)}"/>`],
  ])('%s', async (_, sheet) => {
    await expect(rowsOf(sheet)).rejects.toMatchObject(damaged);
  });

  test('entities are not expanded', async () => {
    const parts = workbookParts({ sheets: { 表: '' } });
    parts['xl/worksheets/s0.xml'] =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>';
    await expect(readBytes(zip(parts))).rejects.toMatchObject(damaged);
  });

  test('a part is missing', async () => {
    const { 'xl/worksheets/s0.xml': _, ...parts } = workbookParts({ sheets: { 表: '' } });
    await expect(readBytes(zip(parts))).rejects.toMatchObject(damaged);
  });

  test('the file breaks off', async () => {
    const whole = workbook({ sheets: { 表: '<sheetData/>' } });
    await expect(readBytes(whole.subarray(0, whole.length - 30))).rejects.toMatchObject(damaged);
  });

  test('a cell holds more text than a cell can', async () => {
    const text = `<c r="A1" t="inlineStr"><is><t>${'字'.repeat(140_000)}</t></is></c>`;
    await expect(cellsOf(text)).rejects.toMatchObject({
      code: 'too-large',
      text: { en: expect.stringContaining('row 1') },
    });
  });

  test('more merged cells than any honest sheet has', async () => {
    const merges = Array.from(
      { length: 250_001 },
      (_, row) => `<mergeCell ref="A${row + 1}:B${row + 1}"/>`,
    ).join('');
    await expect(rowsOf(`<sheetData/><mergeCells>${merges}</mergeCells>`)).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  test('a zip bomb is refused by its directory', async () => {
    await expect(rowsOf(' '.repeat(80 * 2 ** 20))).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a part inflates to more than the directory says', async () => {
    const bytes = workbook({ sheets: { 表: `<sheetData/>${' '.repeat(500_000)}` } });
    const inDirectory = bytes.lastIndexOf('xl/worksheets/s0.xml') - 46;
    expect(bytes.readUInt32LE(inDirectory + 24)).toBeGreaterThan(500_000);
    bytes.writeUInt32LE(1000, inDirectory + 24);
    await expect(readBytes(bytes)).rejects.toMatchObject(damaged);
  });
});
