import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, MergedRange, SheetRow } from '../formats/index.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { letters } from './report.ts';
import { readSheet, type TableAccount } from './rows.ts';
import type { LedgerRow } from './table.ts';

const programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));

const HEADERS = [
  '年度 部门 资金来源 预算金额 到位金额',
  '年度 领域 单位 任务数',
  '统计日期 范围 就业人员数 技能劳动者数 高技能人才数',
  '企业编码 企业名称 列入日期 移出日期',
  '序号 企业编码 企业名称 列入日期 备注',
  '班级编号 姓名 证件号码 人员类别 出勤课时 培训状态 考核结果',
  '班级编号 姓名（监护人） 姓名 证件号码 人员类别 出勤课时 培训状态 考核结果',
  '年度 部门 资金来源 预算金额（万元） 到位金额（天）',
  '年度 领域 单位 任务数  年度 领域 单位 任务数',
].map((line) => line.split(' ').map((text): Cell => text || null));

const value: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Cell>('2020', '某厂', '2020-03-05', 'A1', 16, '稠城街道') },
  { weight: 2, arbitrary: fc.constantFrom<Cell>(null, '', ' ', '-') },
  { weight: 1, arbitrary: fc.constantFrom<Cell>('合计', '小计', '汇总', '备注', '1', '年度', '万元') },
);
const dataRow = (width: number): fc.Arbitrary<Cell[]> =>
  fc.array(value, { minLength: Math.max(1, width - 1), maxLength: width + 2 });
const line: fc.Arbitrary<Cell[]> = fc.constantFrom<Cell[]>(
  [],
  [null, null],
  ['合计', null, null, 300],
  ['备注：以上属实'],
  ['资金安排表', null, null, '单位：万元'],
  ['第 1 页，共 2 页'],
  ['1', '2', '3', '4', '5'],
  [null, null, null, null, null, null, null, null, null, '旁注'],
);
const table: fc.Arbitrary<Cell[][]> = fc
  .tuple(fc.constantFrom(...HEADERS), fc.array(line, { maxLength: 2 }))
  .chain(([header, above]) =>
    fc
      .array(
        fc.oneof(
          { weight: 5, arbitrary: dataRow(header.length) },
          { weight: 2, arbitrary: line },
          { weight: 1, arbitrary: fc.constant(header) },
        ),
        { maxLength: 8 },
      )
      .map((rows) => [...above, header, ...rows]),
  );
const merge: fc.Arbitrary<MergedRange> = fc
  .tuple(fc.nat(20), fc.nat(6), fc.nat(4), fc.nat(4))
  .map(([row, column, down, across]) => ({
    firstRow: row + 1,
    lastRow: row + 1 + down,
    firstColumn: column,
    lastColumn: column + across,
  }));

/** A sheet as a file would hold it: of a merged range only the first cell is filled. */
function sheetOf(tables: Cell[][][], merges: MergedRange[]): SheetRow[] {
  return tables.flat().map((cells, at) => ({
    row: at + 1,
    cells: cells.map((cell, column) => {
      const inside = merges.some(
        (range) =>
          at + 1 >= range.firstRow &&
          at + 1 <= range.lastRow &&
          column >= range.firstColumn &&
          column <= range.lastColumn &&
          !(at + 1 === range.firstRow && column === range.firstColumn),
      );
      return inside ? null : cell;
    }),
  }));
}

const rowsIn = (places: string): Set<number> =>
  new Set(
    places.split('、').flatMap((range) => {
      const [from = 0, to = from] = range.split('–').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }),
  );

/** Where a cell went; null if nowhere. */
function whereabouts(row: number, column: number, tables: TableAccount[], read: LedgerRow[]): string | null {
  for (const [number, { report, extra, kind }] of tables.entries()) {
    if (!report) return 'a sheet of no known kind';
    const [from, to] = report.headerRows;
    if (row >= from && row <= to) return 'header';
    if (rowsIn(report.titles).has(row)) return 'title';
    for (const [why, places] of Object.entries(report.noData)) if (rowsIn(places).has(row)) return why;
    const data = read.find((one) => one.row === row && one.table === number);
    const isIgnored = kind === null && row > to;
    if (isIgnored) return 'refused table';
    if (!data) continue;
    const letter = letters(column);
    if (report.columns.some((one) => one.column === letter)) return 'read';
    if (report.unnamed.includes(letter)) return 'unnamed column';
    if (data.values.some((text) => text?.startsWith('#多出'))) return 'surplus';
    // A header that stands for no field is named; which column it heads is known from the sheet.
    if (extra.length > 0) return 'ignored column';
  }
  return null;
}

test('every filled cell is read, or named in the report', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(table, { minLength: 1, maxLength: 3 }),
      fc.array(merge, { maxLength: 3 }),
      fc.integer({ min: 1, max: 7 }),
      async (tables, merges, rowsAtOnce) => {
        const rows = sheetOf(tables, merges);
        const reading = await readSheet(
          {
            name: '表',
            state: 'visible',
            remarks: [],
            merges,
            async *rows() {
              for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce);
            },
          },
          programme,
        );
        const read: LedgerRow[] = [];
        for await (const chunk of reading.rows) read.push(...chunk);
        const accounts = reading.tables();
        for (const { row, cells } of rows) {
          for (const [column, cell] of cells.entries()) {
            if (cell === null || String(cell).trim() === '') continue;
            expect([row, letters(column), whereabouts(row, column, accounts, read)]).not.toContain(null);
          }
        }
        for (const [number, { read: all, ignored, report }] of accounts.entries()) {
          if (!report || report.refused) continue;
          expect(all - ignored).toBe(read.filter((one) => one.table === number).length);
        }
      },
    ),
    { numRuns: 500 },
  );
});
