import * as XLSX from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type Cell, cellText, type MergedRange, normalise, openLedger } from '../../etl/src/formats/index.ts';
import type { Programme } from '../../etl/src/programme/programme.ts';
import { letters } from '../../etl/src/read/report.ts';
import { readSheet, type TableAccount } from '../../etl/src/read/rows.ts';
import type { LedgerRow } from '../../etl/src/read/table.ts';
import { withFile } from './ledger-file.ts';

/** Sheets as generated: rows of cells, and merged ranges of which only the first cell is filled. */
export interface MadeSheet {
  rows: Cell[][];
  merges: MergedRange[];
}

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
  '机构名称 联系人 电话 地址',
  '年度 部门 资金来源 预算金额 到位金额 金额单位',
  '年度 部门 资金来源 预算金额（必填，万元） 到位金额▼',
  '发放编号 班级编号 收款方类型 收款方名称 收款账号 补贴人数 发放金额 资金来源 公示时间 发放状态',
].map((line) => line.split(' ').map((text): Cell => text || null));

const value: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Cell>('2020', '某厂', '2020-03-05', 'A1', 16, '稠城街道') },
  { weight: 2, arbitrary: fc.constantFrom<Cell>(null, '', ' ', '-') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Cell>(
      '合计',
      '小计',
      '汇总',
      '备注',
      '1',
      '年度',
      '万元',
      '作废',
      '一、',
      '0',
    ),
  },
);
const dataRow = (width: number): fc.Arbitrary<Cell[]> =>
  fc.array(value, { minLength: Math.max(1, width - 1), maxLength: width + 2 });
const line: fc.Arbitrary<Cell[]> = fc.constantFrom<Cell[]>(
  [],
  [null, null],
  ['合计', null, null, 300],
  ['备注：以上属实'],
  ['资金安排表', null, null, '单位：万元'],
  ['以上金额均为万元'],
  ['第 1 页，共 2 页'],
  ['1', '2', '3', '4', '5'],
  ['0', '1', '2', '3', '4'],
  ['一、市级部门'],
  ['本年累计', null, null, 300],
  [null, '监护人', null, '学员'],
  [null, null, null, null, null, null, null, null, null, '旁注'],
);
const table: fc.Arbitrary<Cell[][]> = fc
  .constantFrom(...HEADERS)
  .chain((header) =>
    // Rows of data stand above a header too.
    fc.tuple(
      fc.constant(header),
      fc.array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: dataRow(header.length) }), {
        maxLength: 2,
      }),
    ),
  )
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

const isIn = (range: MergedRange, row: number, column: number): boolean =>
  row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn;
const overlap = (a: MergedRange, b: MergedRange): boolean =>
  a.firstRow <= b.lastRow &&
  b.firstRow <= a.lastRow &&
  a.firstColumn <= b.lastColumn &&
  b.firstColumn <= a.lastColumn;

/** Up to three tables below each other, with titles, notes, stray cells and merged ranges, as a file would hold them. */
export const madeSheet: fc.Arbitrary<MadeSheet> = fc
  .tuple(fc.array(table, { minLength: 1, maxLength: 3 }), fc.array(merge, { maxLength: 3 }))
  .map(([tables, wanted]) => {
    const merges = wanted.filter(
      (range, at) =>
        (range.firstRow !== range.lastRow || range.firstColumn !== range.lastColumn) &&
        wanted.slice(0, at).every((other) => !overlap(range, other)),
    );
    const rows = tables.flat().map((cells, at) =>
      cells.map((cell, column) => {
        const range = merges.find((one) => isIn(one, at + 1, column));
        const isFirst = range?.firstRow === at + 1 && range.firstColumn === column;
        return range && !isFirst ? null : cell;
      }),
    );
    return { rows, merges };
  });

/** The sheets as the bytes of a workbook, written by a library of its own. */
export function writeSheets(sheets: MadeSheet[], bookType: 'xlsx' | 'biff8'): Buffer {
  const book = XLSX.utils.book_new();
  for (const [at, { rows, merges }] of sheets.entries()) {
    const sheet = XLSX.utils.aoa_to_sheet(rows as (string | number | null)[][]);
    sheet['!merges'] = merges.map(({ firstRow, lastRow, firstColumn, lastColumn }) => ({
      s: { r: firstRow - 1, c: firstColumn },
      e: { r: lastRow - 1, c: lastColumn },
    }));
    XLSX.utils.book_append_sheet(book, sheet, `表${at + 1}`);
  }
  return XLSX.write(book, { type: 'buffer', bookType });
}

/** The same as text, written by that library. */
export const writeText = ({ rows }: MadeSheet): string =>
  XLSX.utils.sheet_to_csv(XLSX.utils.aoa_to_sheet(rows as (string | number | null)[][]), { blankrows: true });

/** What a file holds, cell by cell, sheet by sheet: `row 3, column B` → the text. */
export type Walk = Map<string, string>;
const place = (row: number, column: number): string => `row ${row}, column ${letters(column)}`;
const isInk = (text: string): boolean => normalise(text) !== '';

/** Every cell of a workbook, by another reader than ours. */
export function walkWorkbook(bytes: Buffer): Walk[] {
  const book = XLSX.read(bytes, { type: 'buffer', raw: true });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name] ?? {};
    const cells = Object.entries(sheet).flatMap(([address, cell]): [string, string][] => {
      if (address.startsWith('!') || cell?.v === undefined || !isInk(String(cell.v))) return [];
      const { r, c } = XLSX.utils.decode_cell(address);
      return [[place(r + 1, c), String(cell.v)]];
    });
    return new Map(cells);
  });
}

/** Every cell of a text table, by another reader than ours. */
export function walkText(text: string): Walk {
  const records = parse(text, { relax_column_count: true, skip_empty_lines: false }) as string[][];
  return new Map(
    records.flatMap((cells, at) =>
      cells.flatMap((cell, column): [string, string][] =>
        isInk(cell) ? [[place(at + 1, column), cell]] : [],
      ),
    ),
  );
}

const rowsIn = (places: string): Set<number> =>
  new Set(
    places.split('、').flatMap((range) => {
      const [from = 0, to = from] = range.split('–').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }),
  );

/** A sheet as our reader accounts for it. */
export interface ReadAccount {
  tables: TableAccount[];
  read: LedgerRow[];
}

/** Where a cell went, and that it was read as what it says; null if nowhere. */
function whereabouts(
  row: number,
  column: number,
  text: string,
  { tables, read }: ReadAccount,
  programme: Programme,
): string | null {
  for (const [number, { report, extra, kind, remarks }] of tables.entries()) {
    const [unread] = report === null ? remarks : [];
    if (unread) {
      if (rowsIn(/rows (\S+)/.exec(unread.en)?.[1] ?? '').has(row)) return 'unread table';
      continue;
    }
    if (!report) return 'a sheet of no known kind';
    const [from, to] = report.headerRows;
    if (row >= from && row <= to) return 'header';
    if (rowsIn(report.titles).has(row)) return 'title';
    for (const [why, places] of Object.entries(report.noData)) if (rowsIn(places).has(row)) return why;
    const data = read.find((one) => one.row === row && one.table === number);
    if (kind === null && row > to && isBefore(row, tables[number + 1])) return 'refused table';
    if (!data) continue;
    const letter = letters(column);
    const known = report.columns.find((one) => one.column === letter);
    if (known) {
      const contract = programme.columns.filter((one) => one.kind === report.kind);
      const value = data.values[contract.findIndex(({ field }) => field === known.field)] ?? null;
      const isChanged = known.factor !== 1 || value?.startsWith('#') === true;
      return isChanged || value === text ? 'read' : null;
    }
    if (report.unnamed.includes(letter)) return 'unnamed column';
    if (data.values.some((one) => one?.startsWith('#多出'))) return 'surplus';
    // A header that stands for no field is named; which column it heads is known from the sheet.
    if (extra.length > 0) return 'ignored column';
  }
  return null;
}

const isBefore = (row: number, next: TableAccount | undefined): boolean =>
  next === undefined ||
  next.report === null ||
  row < next.report.headerRows[0] ||
  next.report.range[0] !== 'A';

/** Cells of a sheet that its account says nothing of, or that were read otherwise than they are. */
export function lostCells(walk: Walk, account: ReadAccount, programme: Programme): string[] {
  return [...walk].flatMap(([at, text]) => {
    const [, row = '', letters = ''] = /^row (\d+), column ([A-Z]+)$/.exec(at) ?? [];
    const column = [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;
    return whereabouts(Number(row), column, text, account, programme) === null ? [at] : [];
  });
}

/** Reads a file as a load does: the account of every sheet, and its cells as they were opened. */
export const readFileOf = (
  content: string | Buffer,
  programme: Programme,
): Promise<{ cells: Walk; account: ReadAccount }[]> =>
  withFile(content, async (path) => {
    const ledger = await openLedger(path, '台账');
    try {
      const sheets: { cells: Walk; account: ReadAccount }[] = [];
      for (const source of ledger.sheets) {
        const cells: Walk = new Map();
        const reading = await readSheet(
          {
            ...source,
            async *rows() {
              for await (const chunk of source.rows()) {
                for (const { row, cells: own } of chunk) {
                  for (const [column, cell] of own.entries()) {
                    const text = cellText(cell) ?? '';
                    if (isInk(text)) cells.set(place(row, column), text);
                  }
                }
                yield chunk;
              }
            },
          },
          programme,
        );
        const read: LedgerRow[] = [];
        for await (const chunk of reading.rows) read.push(...chunk);
        sheets.push({ cells, account: { tables: reading.tables(), read } });
      }
      return sheets;
    } finally {
      await ledger.close();
    }
  });
