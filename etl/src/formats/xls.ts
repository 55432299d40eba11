import { stat } from 'node:fs/promises';
import { CHINESE_DATE_FORMATS, excelDate, isDateFormat } from './dates.ts';
import { LedgerFileError } from './error.ts';
import { MergedRanges } from './merges.ts';
import type { Cell, LedgerFile, MergedRange, SheetRow } from './types.ts';
import { ParsingTooSlow, parseXls, type RawCell, type RawWorkbook } from './xls-process.ts';

/** Old Excel ends at 65 536 rows a sheet; a larger file is none, and it is read whole. */
const LARGEST = 64 * 2 ** 20;

/** Error cells by their code in the file. */
const ERRORS = new Map([
  [0, '#NULL!'],
  [7, '#DIV/0!'],
  [15, '#VALUE!'],
  [23, '#REF!'],
  [29, '#NAME?'],
  [36, '#NUM!'],
  [42, '#N/A'],
]);

/**
 * Opens an old Excel workbook (.xls). The format cannot be streamed, hence the size limit.
 * @param file the name it goes by, for errors
 * @throws LedgerFileError damaged, password-protected, unsupported (another old Office file) or too-large
 */
export async function openXls(path: string, file: string): Promise<LedgerFile> {
  const { size } = await stat(path);
  if (size > LARGEST) {
    throw new LedgerFileError('too-large', file, {
      zh: '旧版 Excel 文件超过 64 MB；请另存为 .xlsx 后再报送',
      en: 'is an old Excel file of more than 64 MB: save it as .xlsx',
    });
  }
  const book = await parseXls(path, size, CHINESE_DATE_FORMATS).catch((error: unknown) => {
    throw explain(error, file);
  });
  const all = new MergedRanges(file);
  return {
    format: 'xls',
    encoding: null,
    calendar: book.since1904 ? 1904 : 1900,
    sheets: book.sheets.map(({ name, merges, rows }) => {
      const ranges: MergedRange[] = [];
      for (const { s, e } of merges) {
        all.add(ranges, { firstRow: s.r + 1, lastRow: e.r + 1, firstColumn: s.c, lastColumn: e.c });
      }
      return {
        name,
        state: 'visible',
        merges: ranges,
        remarks: [],
        rows: () => sheetRows(rows, book.since1904),
      };
    }),
    close: async () => {},
  };
}

function explain(error: unknown, file: string): LedgerFileError {
  const message = error instanceof Error ? error.message : '';
  if (/password|encrypt/i.test(message)) return passwordProtected(file);
  if (message.includes('Cannot find Workbook')) {
    return new LedgerFileError('unsupported', file, {
      zh: '不是 Excel 工作簿（可能是旧版 Word 等文件）；请报送 .xlsx、.xls 或 .csv',
      en: 'is no Excel workbook (perhaps an old Word file): hand in .xlsx, .xls or .csv',
    });
  }
  if (error instanceof ParsingTooSlow) {
    return new LedgerFileError('too-slow', file, {
      zh: '旧版 Excel 文件解析超时（文件可能已损坏，或服务器繁忙）；请稍后重试，或用 Excel/WPS 另存为 .xlsx',
      en: 'takes too long to parse (it may be damaged, or the machine busy): try again later, or save it as .xlsx',
    });
  }
  return new LedgerFileError(
    'damaged',
    file,
    {
      zh: '旧版 Excel 文件已损坏，无法读取；请用 Excel/WPS 打开修复后另存为 .xlsx',
      en: 'is a damaged old Excel file: open and repair it in Excel/WPS and save it as .xlsx',
    },
    { cause: error },
  );
}

export const passwordProtected = (file: string): LedgerFileError =>
  new LedgerFileError('password', file, {
    zh: '文件有密码保护；请在 Excel/WPS 中去掉密码后另存，再重新报送',
    en: 'is protected by a password: remove it in Excel/WPS, save and hand it in again',
  });

async function* sheetRows(
  rows: RawWorkbook['sheets'][number]['rows'],
  since1904: boolean,
): AsyncIterable<SheetRow[]> {
  yield rows.map(({ row, cells }) => ({ row, cells: cells.map((cell) => cellOf(cell, since1904)) }));
}

function cellOf(cell: RawCell, since1904: boolean): Cell {
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (cell === null || typeof cell !== 'object') return cell;
  if ('error' in cell) return ERRORS.get(cell.error) ?? '#ERROR!';
  return isDateFormat(0, cell.format) ? excelDate(cell.serial, since1904) : cell.serial;
}
