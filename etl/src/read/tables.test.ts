import { describe, expect, test } from 'vitest';
import type { Cell, MergedRange } from '../formats/index.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readSheet } from './rows.ts';
import type { LedgerRow } from './table.ts';

const programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));

const FUNDS = ['年度', '部门', '资金来源', '预算金额', '到位金额'];
const PAYOUTS = '发放编号 班级编号 收款方类型 收款方名称 收款账号 补贴人数 发放金额 资金来源 发放状态'.split(
  ' ',
);
const PAYOUT = 'B1 K1 机构 某校 6217004146100000001 1 1500 就业补助资金 已发放'.split(' ');
const QUOTAS = ['年度', '领域', '单位', '任务数'];

/** Reads a sheet of these rows, starting with row 1. */
async function read(lines: Cell[][], merges: MergedRange[] = []) {
  const reading = await readSheet(
    {
      name: '表',
      state: 'visible',
      remarks: [],
      merges,
      async *rows() {
        yield lines.map((cells, index) => ({ row: index + 1, cells }));
      },
    },
    programme,
  );
  const rows: LedgerRow[] = [];
  for await (const chunk of reading.rows) rows.push(...chunk);
  return { rows, tables: reading.tables() };
}

describe('lines that are no rows', () => {
  test.each<[string, Cell[]]>([
    ['total in the second column', [null, '合  计', null, null, null, 2, 3000]],
    ['total of a class', [null, 'K1 汇总', null, null, null, 2, 3000]],
    ['共计', ['共计', null, null, null, null, 2, 3000]],
    ['本页小计', ['本页小计', null, null, null, null, 2, 3000]],
    ['以下空白', ['以下空白']],
    ['stamp', ['单位（盖章）：']],
    ['stamp of a unit', ['义乌市人社局（公章）']],
    ['page', ['第 1 页，共 3 页']],
    ['page in dashes', ['- 1 -']],
    ['signatures', ['审核：', null, null, '制表：']],
    ['numbered note', ['注 1：本表一式三份']],
  ])('%s', async (_, line) => {
    const { rows, tables } = await read([PAYOUTS, PAYOUT, line, line]);
    expect(rows.map(({ row }) => row)).toEqual([2]);
    expect(tables[0]).toMatchObject({ read: 3, ignored: 2, report: { noData: { note: '3–4' } } });
  });

  test('what a quarantined row was mended to is a row, whatever word it holds', async () => {
    const { rows } = await read([
      ['隔离编号', ...PAYOUTS],
      ['7-2', null, null, '个人', '合计'],
      [null, null, null, '个人', '合计'],
    ]);
    expect(rows.map(({ row, mends }) => [row, mends])).toEqual([[2, '7-2']]);
  });

  test('a row with most required cells filled is a row, whatever word it begins with', async () => {
    const { rows } = await read([PAYOUTS, PAYOUT.with(0, '负责人2020-07'), PAYOUT.with(0, '备注01')]);
    expect(rows).toHaveLength(2);
  });

  test('a total that fills every column of numbers is one all the same', async () => {
    const workforce = '统计日期 范围 就业人员数 技能劳动者数 高技能人才数'.split(' ');
    expect((await read([workforce, ['合计', null, 1000, 250, 70]])).rows).toEqual([]);
  });

  test('titles repeated on every page, and numbers of columns', async () => {
    const title = ['补贴发放明细', null, null, '2020 年'];
    const numbers = PAYOUTS.map((_, index) => String(index + 1));
    const { rows, tables } = await read([title, PAYOUTS, numbers, PAYOUT, title, PAYOUTS, numbers, PAYOUT]);
    expect(rows.map(({ row }) => row)).toEqual([4, 8]);
    expect(tables[0]?.report).toMatchObject({
      titles: '1',
      noData: { title: '5', header: '6', numbers: '3、7' },
    });
  });

  test.each(['(1) (2) (3) (4) (5)', 'A B C D E', '甲 乙 1 2 3'])('columns numbered %s', async (numbers) => {
    const { rows } = await read([FUNDS, numbers.split(' '), ['2020', '人社局', '就业补助资金', 16, 12]]);
    expect(rows.map(({ row }) => row)).toEqual([3]);
  });

  test('a text alone in its row and merged over columns', async () => {
    const wide = { firstRow: 3, lastRow: 3, firstColumn: 0, lastColumn: 8 };
    const { rows } = await read([PAYOUTS, PAYOUT, ['以上由各镇街填报', null], PAYOUT], [wide]);
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
  });

  test('units below the header', async () => {
    const { rows, tables } = await read([
      FUNDS,
      [null, null, null, '万元', '元'],
      ['2020', '人社局', '就业补助资金', 16, 12],
    ]);
    expect(rows[0]?.values.slice(3)).toEqual(['160000', '12']);
    expect(tables[0]).toMatchObject({ read: 2, ignored: 1, report: { noData: { units: '2' } } });
  });
});

describe('further tables', () => {
  test('below have their own columns, units and titles', async () => {
    const { rows, tables } = await read([
      ['资金安排表'],
      FUNDS,
      ['2020', '人社局', '就业补助资金', 16, 12],
      [],
      ['资金安排表（二）', null, null, '单位：万元'],
      ['部门', '年度', '资金来源', '到位金额', '预算金额'],
      ['人社局', '2021', '就业补助资金', 9, 8],
      ['任务分解表'],
      QUOTAS,
      ['2020', '1', '人社局', 5],
    ]);
    expect(rows.map(({ table, values }) => [table, ...values])).toEqual([
      [0, '2020', '人社局', '就业补助资金', '16', '12'],
      [1, '2021', '人社局', '就业补助资金', '80000', '90000'],
      [2, '2020', '1', '人社局', '5'],
    ]);
    expect(
      tables.map(({ kind, headerRow, read: all, ignored, report }) => [
        kind,
        headerRow,
        all,
        ignored,
        report?.titles,
      ]),
    ).toEqual([
      ['funds', 2, 1, 0, '1'],
      ['funds', 6, 1, 0, '5'],
      ['quotas', 9, 1, 0, '8'],
    ]);
  });

  test('that are refused take no row of another', async () => {
    const { rows, tables } = await read([
      FUNDS.with(3, '预算金额（天）').with(4, '到位金额（美元）'),
      ['2020', '人社局', '就业补助资金', 16, 12],
      QUOTAS,
      ['2020', '1', '人社局', 5],
    ]);
    expect(rows.map(({ table }) => table)).toEqual([1]);
    expect(tables.map(({ kind, read: all, ignored }) => [kind, all, ignored])).toEqual([
      [null, 1, 1],
      ['quotas', 1, 0],
    ]);
  });

  test('a row of few cells above the same header again is no title', async () => {
    const { rows } = await read([PAYOUTS, PAYOUT, ['B2', 'K1'], PAYOUTS, PAYOUT]);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 5]);
  });
});

describe('faults that only the sheet shows', () => {
  test('more filled cells than the header has columns', async () => {
    const { rows } = await read([FUNDS, ['2020', '人社局', '就业补助资金', '160', '000', '120', '000']]);
    expect(rows[0]?.values).toEqual(['2020', '人社局', '就业补助资金', '160', '#多出2格!000']);
  });

  test('a number merged over rows, but not a word or year', async () => {
    const down = (column: number): MergedRange => ({
      firstRow: 2,
      lastRow: 3,
      firstColumn: column,
      lastColumn: column,
    });
    const { rows } = await read(
      [FUNDS, ['2020', '人社局', '就业补助资金', 16, 12], [null, '农业农村局', null, null, 5]],
      [down(0), down(2), down(3)],
    );
    expect(rows.map(({ values }) => values)).toEqual([
      ['2020', '人社局', '就业补助资金', '#合并多行!16', '12'],
      ['2020', '农业农村局', '就业补助资金', '#合并多行!16', '5'],
    ]);
  });

  test('content in a column without a header is named', async () => {
    const { tables } = await read([
      [...FUNDS.slice(0, 3), null, ...FUNDS.slice(3)],
      ['2020', '人社局', '就业补助资金', '旁注', 1, 2],
    ]);
    expect(tables[0]?.report?.unnamed).toEqual(['D']);
  });
});

describe('amounts in other units are converted exactly', () => {
  test.each<[Cell, string]>([
    [16, '160000'],
    [12.5, '125000'],
    [0.1 + 0.2, '3000'],
    [12.345_678, '123456.78'],
    ['1,234.5', '12345000'],
    ['0.0001', '1'],
    ['￥16万元', '160000'],
    ['-3', '-30000'],
    ['12.34567899', '123456.7899'],
    ['16元', '16元（原列以万元为单位，请换算后填写）'],
    ['约16', '约16（原列以万元为单位，请换算后填写）'],
    ['暂无', '暂无'],
    ['#DIV/0!', '#DIV/0!'],
  ])('%j', async (cell, text) => {
    const { rows } = await read([
      FUNDS.with(3, '预算金额（万元）'),
      ['2020', '人社局', '就业补助资金', cell, 1],
    ]);
    expect(rows[0]?.values[3]).toBe(text);
  });
});
