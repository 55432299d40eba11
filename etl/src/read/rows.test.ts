import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Cell, ExcelDate, type MergedRange, openLedger, type SheetRow } from '../formats/index.ts';
import { MissingValue } from '../formats/types.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readSheet } from './rows.ts';
import type { LedgerRow } from './table.ts';

const programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));

const HEADER = ['序号', '企业编码', '企业名称', '列入日期', '备注'];

/** Reads a sheet of 受影响企业清单 with its header in row 2: rows by number. */
async function read(lines: Record<number, Cell[]>, merges: MergedRange[] = [], rowsAtOnce = 1000) {
  const all = Object.entries({ 2: HEADER, ...lines }).map(
    ([row, cells]): SheetRow => ({ row: Number(row), cells }),
  );
  const reading = await readSheet(
    {
      name: '表',
      state: 'visible',
      remarks: [],
      merges,
      async *rows() {
        for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce);
      },
    },
    programme,
  );
  const rows: LedgerRow[] = [];
  for await (const chunk of reading.rows) rows.push(...chunk);
  return { rows: rows.map(({ row, values }) => [row, ...values]), ...reading.count(), kind: reading.kind };
}

test('a header that begins with a note word is known when it stands there again', async () => {
  const header = ['备注', '企业编码', '企业名称', '列入日期'];
  const reading = await readSheet(
    {
      name: '表',
      state: 'visible',
      remarks: [],
      merges: [],
      async *rows() {
        yield [header, ['甲', 'X', '某厂', '2020-01-01'], header, ['乙', 'Y', '某店', '2020-01-02']].map(
          (cells, index) => ({ row: index + 1, cells }),
        );
      },
    },
    programme,
  );
  const found: number[] = [];
  for await (const chunk of reading.rows) found.push(...chunk.map(({ row }) => row));
  expect(found).toEqual([2, 4]);
  expect(reading.count()).toEqual({ read: 3, ignored: 1 });
});

const merged = (firstRow: number, lastRow: number, column: number): MergedRange => ({
  firstRow,
  lastRow,
  firstColumn: column,
  lastColumn: column,
});

test('data rows have their number and the texts of the contract’s columns', async () => {
  const result = await read({
    1: ['受影响企业清单'],
    3: [1, 'A1', ' 甲 公司', new ExcelDate('2020-03-05 10:20:00')],
    4: [2, 330_782_198_412_121_000, null, 43_895, '某'],
  });
  expect(result).toEqual({
    kind: 'affected',
    rows: [
      [3, 'A1', ' 甲 公司', '2020-03-05 10:20:00', null],
      [4, '3.30782198412121E+17', null, '43895', null],
    ],
    read: 2,
    ignored: 0,
  });
});

test('numeric amounts come as fen, other columns as they are', async () => {
  const header = ['年度', '部门', '资金来源', '预算金额', '到位金额'];
  const reading = await readSheet(
    {
      name: '',
      state: 'visible',
      remarks: [],
      merges: [],
      async *rows() {
        yield [
          { row: 1, cells: header },
          { row: 2, cells: [2020, '人社局', '就业补助资金', 1500.100_000_000_1, '1,500.00'] },
        ];
      },
    },
    programme,
  );
  const chunks: LedgerRow[][] = [];
  for await (const chunk of reading.rows) chunks.push(chunk);
  expect(chunks).toEqual([
    [{ row: 2, mends: null, table: 0, values: ['2020', '人社局', '就业补助资金', '1500.1', '1,500.00'] }],
  ]);
});

test('a formula without a value says so in every column', async () => {
  const missing = new MissingValue('formula');
  const { rows } = await read({ 3: [1, 'A1', missing, missing] });
  expect(rows).toEqual([[3, 'A1', '#公式无结果!', '#公式无结果!', null]]);
});

describe('rows that are no data are ignored and counted', () => {
  test('blank ones between, but not those at the end', async () => {
    const result = await read({
      4: [null, 'A1'],
      5: [null, ' \u00A0', '\n'],
      8: [null, 'A2'],
      9: [null, '　'],
      12: [' '],
    });
    expect(result.rows.map(([row]) => row)).toEqual([4, 8]);
    expect(result).toMatchObject({ read: 6, ignored: 4 });
  });

  test.each([
    [['合计', null, null, null]],
    [['总 计：', null, '3 家']],
    [[null, null, '小计', null]],
    [[null, '合计', null, null]],
    [['填表人：张三', null, '审核人：李四', null]],
    [['　备注：以上均已核实']],
    [['注：以上均已核实']],
  ])('a total or a note: %j', async (line) => {
    const result = await read({ 3: [1, 'A1', '甲', '2020-03-05'], 4: line });
    expect(result).toMatchObject({ rows: [[3, 'A1', '甲', '2020-03-05', null]], read: 2, ignored: 1 });
  });

  test.each([[['合计', 'A1', '甲']], [['合计', null, null, '2020-03-05']], [[1, '', '合计有限公司']]])(
    'but not a row with something in a key column, or with the word further on: %j',
    async (line) => {
      expect(await read({ 3: line })).toMatchObject({ read: 1, ignored: 0 });
    },
  );

  test('the header repeated on a printed page', async () => {
    const again = ['序 号', ...HEADER.slice(1, 4), null];
    const result = await read({
      3: [1, 'A1'],
      4: again,
      5: HEADER,
      6: [2, 'A2'],
      7: ['序号', '企业编码', '甲'],
    });
    expect(result.rows.map(([row]) => row)).toEqual([3, 6, 7]);
    expect(result).toMatchObject({ read: 5, ignored: 2 });
  });
});

describe('vertically merged cells', () => {
  test('hold for every row of the range that has anything of its own, in chunks of any size', async () => {
    const lines = {
      3: [1, 'A1', '甲'],
      4: [2, null, '乙'],
      5: [null, ' '],
      6: [3, 'A2', '丙'],
      8: [4, 'A3'],
      9: [5],
    };
    for (const rowsAtOnce of [1, 2, 1000]) {
      const result = await read(lines, [merged(3, 5, 1), merged(8, 9, 1), merged(8, 9, 2)], rowsAtOnce);
      expect(result.rows.map(([row, code, name]) => [row, code, name])).toEqual([
        [3, 'A1', '甲'],
        [4, 'A1', '乙'],
        [6, 'A2', '丙'],
        [8, 'A3', null],
        [9, 'A3', null],
      ]);
      expect(result).toMatchObject({ read: 7, ignored: 2 });
    }
  });

  test('of the title and header, and blank ones, fill nothing', async () => {
    const result = await read({ 1: ['标题'], 4: [1, 'A1'] }, [
      merged(1, 9, 0),
      merged(2, 3, 1),
      merged(4, 9, 2),
    ]);
    expect(result).toMatchObject({ rows: [[4, 'A1', null, null, null]], read: 2, ignored: 1 });
  });

  test('to the last row of Excel make no rows', async () => {
    const result = await read({ 3: [1, 'A1'], 5: [2] }, [merged(3, 1_048_576, 1)]);
    expect(result.rows.map(([row, code]) => [row, code])).toEqual([
      [3, 'A1'],
      [5, 'A1'],
    ]);
    expect(result).toMatchObject({ read: 3, ignored: 1 });
  });
});

test('a sheet of no known kind has all its rows ignored, and says what it is nearest to', async () => {
  const reading = await readSheet(
    {
      name: '说明',
      state: 'visible',
      remarks: [],
      merges: [],
      async *rows() {
        yield [{ row: 2, cells: ['企业名称', '列入日期'] }];
        yield [
          { row: 7, cells: ['填表说明'] },
          { row: 9, cells: [' '] },
        ];
      },
    },
    programme,
  );
  for await (const chunk of reading.rows) expect(chunk).toEqual([]);
  expect(reading).toMatchObject({
    kind: null,
    nearest: { kind: 'affected', headerRow: 2, missing: ['企业编码'] },
  });
  expect(reading.count()).toEqual({ read: 7, ignored: 7 });
});

test('a sheet without rows has none', async () => {
  const reading = await readSheet(
    { name: '', state: 'visible', remarks: [], merges: [], async *rows() {} },
    programme,
  );
  for await (const chunk of reading.rows) expect(chunk).toEqual([]);
  expect(reading.count()).toEqual({ read: 0, ignored: 0 });
});

const SAMPLES = fileURLToPath(new URL('../../../test/fixtures/sample-ledgers', import.meta.url));
const totals: { rows_per_file: Record<string, Record<string, unknown>> } = JSON.parse(
  await readFile(join(SAMPLES, 'totals.json'), 'utf8'),
);

test.each(Object.entries(totals.rows_per_file))(
  'sample %s: every sheet’s kind and rows',
  async (name, expected) => {
    const file = await openLedger(join(SAMPLES, name));
    try {
      const found: typeof expected = {};
      for (const sheet of file.sheets) {
        const reading = await readSheet(sheet, programme);
        let data = 0;
        for await (const chunk of reading.rows) data += chunk.length;
        const { read, ignored } = reading.count();
        found[sheet.name] = { kind: reading.kind, rows_below_header: read };
        expect(read).toBe(data + ignored);
      }
      expect(found).toEqual(expected);
    } finally {
      await file.close();
    }
  },
);
