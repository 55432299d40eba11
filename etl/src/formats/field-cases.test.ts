import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { cellText } from './cell.ts';
import { openLedger } from './open.ts';
import { type Cell, ExcelDate, MissingValue, ShownCell } from './types.ts';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/field-cases/${name}`, import.meta.url));

const cellsOf = async (name: string): Promise<Cell[][]> => {
  const { sheets } = await readBytes(await readFile(pathOf(name)));
  return sheets[0]?.rows.map(({ cells }) => cells) ?? [];
};

/** The cells of one column, without the header. */
const columnOf = async (name: string, header: string): Promise<(string | null)[]> => {
  const [first = [], ...rows] = (await cellsOf(name)).map((cells) => cells.map(cellText));
  const index = first.indexOf(header);
  expect(index).toBeGreaterThanOrEqual(0);
  return rows.map((cells) => cells[index] ?? null);
};

const NOTICE = { first: new ExcelDate('2020-10-20'), last: new ExcelDate('2020-10-27') };

describe('what workbooks show is what is read', () => {
  test.each(['date1904-excel2013.xlsx', 'alternate-content-styles.xlsx'])('dates of %s', async (name) => {
    const rows = (await cellsOf(name)).slice(1);
    const paid = new ExcelDate('2020-11-02');
    const dates = [NOTICE.first, NOTICE.last, paid];
    expect(rows.map((cells) => cells.slice(9, 12))).toEqual([dates, dates]);
  });

  test('the calendar is told', async () => {
    const ledger = await openLedger(pathOf('date1904-excel2013.xlsx'));
    expect(ledger.calendar).toBe(1904);
    await ledger.close();
  });

  test('styles inside alternate content count once', async () => {
    expect((await cellsOf('alternate-content-styles.xlsx'))[1]?.[7]).toBe(1500);
  });

  test('inline text excludes a value beside it', async () => {
    const name = 'inlinestr-with-v.xlsx';
    expect(await columnOf(name, '发放金额')).toEqual(['1500', '1500', '1500']);
    expect(await columnOf(name, '发放编号')).toEqual(['BT202000001', 'BT202000002', 'BT202000003']);
    expect((await columnOf(name, '收款账号'))[2]).toBe('6217004146100000003');
  });

  test('parts are found by their relations, also at the root', async () => {
    expect(await columnOf('root-package.xlsx', '发放编号')).toEqual(['BT202000001', 'BT202000002']);
  });

  test('a code is read as its format shows it', async () => {
    expect((await cellsOf('format-prefix-class.xlsx')).slice(1).map(([code]) => code)).toEqual([
      new ShownCell(7, 'YW2020010007', null),
      new ShownCell(8, 'YW2020010008', null),
    ]);
  });

  test('a percentage is no number', async () => {
    expect((await cellsOf('percent-hours.xlsx'))[1]?.[8]).toEqual(new ShownCell(0.95, '95%', null));
  });

  test('formulas without a kept value', async () => {
    const [, amount, date] = await cellsOf('formula-no-cache.xlsx');
    expect(amount?.[7]).toEqual(new MissingValue('formula'));
    expect(date?.[9]).toEqual(new MissingValue('formula'));
  });

  test('numbers that Excel has destroyed', async () => {
    expect(await columnOf('long-payout-ids.xlsx', '发放编号')).toEqual([
      '2.02011020001E+15',
      '2.02011020001E+15',
      'BT202000003',
    ]);
  });

  test('hidden sheets are told', async () => {
    const ledger = await openLedger(pathOf('hidden-sheets.xlsx'));
    expect(ledger.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['Sheet', 'visible'],
      ['旧数据', 'veryHidden'],
      ['备份', 'hidden'],
    ]);
    await ledger.close();
  });

  test('ranges merged down to the last row', async () => {
    const { sheets } = await readBytes(await readFile(pathOf('merged-to-the-end.xlsx')));
    expect(sheets[0]?.merges).toEqual([{ firstRow: 2, lastRow: 1_048_576, firstColumn: 1, lastColumn: 1 }]);
    expect(sheets[0]?.rows).toHaveLength(3);
  });
});

describe('text tables', () => {
  test('CR, LF and CR LF end a record', async () => {
    expect(await columnOf('cr-swallows-row.csv', '发放编号')).toEqual([
      'BT202000001',
      'BT202000002',
      'BT202000003',
    ]);
  });

  test('more cells than the header stay visible', async () => {
    const rows = await cellsOf('csv-unquoted-thousands.csv');
    expect(rows.map((cells) => cells.length)).toEqual([5, 7, 5]);
  });

  test('thousands inside tabs are no delimiters', async () => {
    const amount = '1,234,567,890.00';
    expect(await columnOf('tsv-comma-amounts.csv', '预算金额')).toEqual([amount, amount, amount]);
  });

  test('two byte order marks before a quoted header', async () => {
    expect((await cellsOf('double-bom-quoted.csv'))[0]?.[0]).toBe('班级编号');
  });
});

describe('refused with place and step', () => {
  test.each([
    ['quote-swallows-rows.csv', 'damaged', /第 2 行第 2 列.*引号/],
    ['mixed-gbk-utf8.csv', 'encoding', /第 3 行第 2 列/],
    ['utf8-one-bad-byte.csv', 'encoding', /第 2 行第 5 列/],
    ['mht-from.xls', 'unsupported', /\.mht.*另存为 \.xlsx/],
    ['biff2-gbk.xls', 'unsupported', /Excel 4 或更早.*另存为 \.xlsx/],
    ['zip-after-bom.xlsx', 'unsupported', /BOM/],
  ])('%s', async (name, code, zh) => {
    await expect(cellsOf(name)).rejects.toMatchObject({ code, text: { zh: expect.stringMatching(zh) } });
  });
});

describe('what was read rightly before', () => {
  test.each([
    'pass-prefixed-no-r.xlsx',
    'pass-backslash-absolute-dimension.xlsx',
    'pass-biff5-codepage-936.xls',
    'pass-tsv-utf16.xls',
    'pass-strict-iso-dates.xlsx',
  ])('%s', async (name) => {
    expect(await columnOf(name, '发放编号')).toEqual(['BT202000001', 'BT202000002']);
    expect(await columnOf(name, '收款方名称')).toEqual(['李乙', '赵丙']);
    expect(await columnOf(name, '公示开始日期')).toEqual(['2020-10-20', '2020-10-20']);
    expect(await columnOf(name, '发放状态')).toEqual(['已发放', '已发放']);
  });

  test('a delimiter named by the text, CR CR LF and zero bytes', async () => {
    const rows = await cellsOf('pass-sep-crcrlf-nul.csv');
    const names = rows.filter((cells) => cells.length > 5).map((cells) => cells[1]);
    expect(names).toEqual(['姓名', '李乙', '赵丙']);
  });
});
