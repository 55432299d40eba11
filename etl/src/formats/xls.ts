import { readFile, stat } from 'node:fs/promises';
import { type OldSheetFrame, oldRows, readFrame } from './biff-sheet.ts';
import { type ListedOldSheet, type OldWorkbook, readOldWorkbook } from './biff-workbook.ts';
import { isCompound, openCompound } from './compound.ts';
import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { MergedRanges } from './merges.ts';
import { passwordProtected, unsupported, withoutSheets } from './refusals.ts';
import type { LedgerFile, SheetRow, SheetSource } from './types.ts';

/**
 * Opens an old Excel workbook (.xls) of Excel 5 and later. The format cannot be streamed, hence the size limit; cells are
 * decoded while rows are read.
 * @param file name of the file, for errors
 * @throws LedgerFileError damaged, password-protected, unsupported (another old Office file) or too-large; also while rows
 *   are read
 */
export async function openXls(path: string, file: string): Promise<LedgerFile> {
  const { size } = await stat(path);
  if (size > LIMITS.xlsBytes) {
    throw new LedgerFileError('too-large', file, {
      zh: `旧版 Excel 文件超过 ${LIMITS.xlsBytes / 2 ** 20} MB；请另存为 .xlsx 后再报送`,
      en: `is an old Excel file of more than ${LIMITS.xlsBytes / 2 ** 20} MB: save it as .xlsx`,
    });
  }
  const bytes = await readFile(path);
  return explained(file, () => {
    const workbook = readOldWorkbook(workbookStream(bytes, file), file);
    const merges = new MergedRanges(file);
    const frames = readFrames(workbook, merges);
    const sheets = workbook.sheets.map((sheet) => sheetSource(workbook, sheet, frames.get(sheet), file));
    if (sheets.length === 0) throw withoutSheets(file);
    return {
      format: 'xls',
      encoding: null,
      calendar: workbook.since1904 ? 1904 : 1900,
      sheets,
      close: async () => {},
    };
  });
}

function readFrames(workbook: OldWorkbook, merges: MergedRanges): Map<ListedOldSheet, OldSheetFrame> {
  const frames = new Map<ListedOldSheet, OldSheetFrame>();
  let end = 0;
  const inOrder = workbook.sheets
    .flatMap((sheet) => (sheet.start === null ? [] : [{ sheet, start: sheet.start }]))
    .sort((a, b) => a.start - b.start);
  for (const { sheet, start } of inOrder) {
    // Nested ones would be read once for each level.
    if (start < end) throw new Error('sheets overlap');
    const frame = readFrame(workbook, start, merges);
    frames.set(sheet, frame);
    end = frame.end;
  }
  return frames;
}

function workbookStream(bytes: Buffer, file: string): Buffer {
  // Some programs write the stream without a container.
  if (!isCompound(bytes)) return bytes;
  const container = openCompound(bytes);
  if (container.stream('EncryptedPackage')) throw passwordProtected(file);
  const stream = container.stream('Workbook') ?? container.stream('Book');
  if (!stream) throw unsupported('oldOffice', file);
  return stream;
}

function sheetSource(
  workbook: OldWorkbook,
  { name, state, start }: ListedOldSheet,
  frame: OldSheetFrame | undefined,
  file: string,
): SheetSource {
  if (start === null || frame === undefined) {
    const text = {
      zh: '图表、对话框或宏工作表，没有可读的单元格',
      en: 'a chart, dialog or macro sheet, without cells',
    };
    return { name, state, merges: [], remarks: [{ code: 'no-cells', text }], async *rows() {} };
  }
  return {
    name,
    state,
    merges: frame.merges,
    hiddenColumns: frame.hiddenColumns,
    beside: frame.beside,
    remarks: [],
    async *rows(): AsyncIterable<SheetRow[]> {
      const chunks = oldRows(workbook, start, frame, file);
      for (;;) {
        const { value, done } = explained(file, () => chunks.next());
        if (done) return;
        yield value;
      }
    },
  };
}

/** Offsets of a damaged file may point anywhere: any error here means damage. */
function explained<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof LedgerFileError) throw error;
    throw new LedgerFileError(
      'damaged',
      file,
      {
        zh: '旧版 Excel 文件已损坏，无法读取；请用 Excel/WPS 打开修复后另存为 .xlsx',
        en: 'is a damaged old Excel file: open and repair it in Excel/WPS and save it as .xlsx',
      },
      { cause: error },
    );
  }
}
