import { BesideTexts, pageTexts } from './beside.ts';
import { type BiffRecord, RECORD, RecordReader, recordsFrom } from './biff.ts';
import { type OldWorkbook, withRuns } from './biff-workbook.ts';
import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import type { MergedRanges } from './merges.ts';
import { longCell } from './refusals.ts';
import { styledText } from './struck.ts';
import {
  type BesideText,
  type Cell,
  ExcelError,
  type MergedRange,
  MissingValue,
  type SheetRow,
  StruckText,
} from './types.ts';

const ROWS_AT_ONCE = 1000;
/** The format ends here. */
const COLUMNS = 256;
const CALCULATE_ON_LOAD = 2;

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

const CELLS: ReadonlySet<number> = new Set([
  RECORD.formula,
  RECORD.numbers,
  RECORD.richText,
  RECORD.sharedText,
  RECORD.number,
  RECORD.text,
  RECORD.truthOrError,
  RECORD.compactNumber,
]);

const BESIDE: ReadonlySet<number> = new Set([
  RECORD.pageHeader,
  RECORD.pageFooter,
  RECORD.box,
  RECORD.validation,
]);

/** What a sheet's records say that has to be known before its cells. */
export interface OldSheetFrame {
  merges: MergedRange[];
  hidden: Set<number>;
  hiddenColumns: [number, number][];
  beside: BesideText[];
  /** Whether cells stand row by row: some programs write them as they were entered. */
  isInOrder: boolean;
  /** Offset after its last record. */
  end: number;
}

/**
 * Records of one sheet, without those of embedded charts.
 * @returns offset after its last record
 */
function* sheetRecords(stream: Buffer, start: number): Generator<BiffRecord, number> {
  let depth = 0;
  for (const record of recordsFrom(stream, start)) {
    if (record.type === RECORD.start) depth += 1;
    else if (depth === 0) throw new Error('a sheet does not begin where it should');
    else if (record.type === RECORD.end) {
      depth -= 1;
      if (depth === 0) return record.until;
    } else if (depth === 1) yield record;
  }
  throw new Error('a sheet has no end');
}

/** Type of the object of a comment. */
const COMMENT = 0x19;

/** What a record says outside the cells. @param isComment a text is that of a comment, not of a box */
function besideIn({ stream, form }: OldWorkbook, record: BiffRecord, isComment: boolean): BesideText[] {
  const { type, from, until } = record;
  const texts = (isShown: boolean, ...all: string[]): BesideText[] => all.map((text) => ({ text, isShown }));
  if (until - from < 3) return [];
  if (type === RECORD.pageHeader || type === RECORD.pageFooter)
    return texts(true, ...pageTexts(new RecordReader(stream, record).text(form, form.isUnicode ? 2 : 1)));
  if (!form.isUnicode || until - from < 12) return [];
  if (type === RECORD.box)
    return texts(!isComment, new RecordReader(stream, record).boxText(stream.readUInt16LE(from + 10)));
  if (type !== RECORD.validation) return [];
  const reader = new RecordReader(stream, record, 4);
  const [title = '', , prompt = ''] = Array.from({ length: 3 }, () => reader.text(form, 2));
  return texts(false, title, prompt);
}

export function readFrame(workbook: OldWorkbook, start: number, all: MergedRanges): OldSheetFrame {
  const { stream } = workbook;
  const beside = new BesideTexts();
  const frame: OldSheetFrame = {
    beside: beside.texts,
    merges: [],
    hidden: new Set(),
    hiddenColumns: [],
    isInOrder: true,
    end: start,
  };
  let last = 0;
  let isComment = false;
  const records = sheetRecords(stream, start);
  for (;;) {
    const { value, done } = records.next();
    if (done) {
      frame.end = value;
      return frame;
    }
    const { type, from, until } = value;
    if (CELLS.has(type)) {
      const row = stream.readUInt16LE(from);
      if (row < last) frame.isInOrder = false;
      last = row;
    } else if (type === RECORD.row) {
      if ((stream.readUInt16LE(from + 12) & 0x20) !== 0) frame.hidden.add(stream.readUInt16LE(from) + 1);
    } else if (type === RECORD.columns && until - from >= 10) {
      const isHidden = (stream.readUInt16LE(from + 8) & 1) !== 0 || stream.readUInt16LE(from + 4) === 0;
      if (isHidden) frame.hiddenColumns.push([stream.readUInt16LE(from), stream.readUInt16LE(from + 2)]);
    } else if (type === RECORD.object && until - from >= 6) {
      isComment = stream.readUInt16LE(from + 4) === COMMENT;
    } else if (BESIDE.has(type)) {
      try {
        for (const { text, isShown } of besideIn(workbook, value, isComment)) beside.add(text, isShown);
      } catch {
        // A broken one is no reason to refuse the cells.
      }
    } else if (type === RECORD.merges) {
      for (let at = from + 2; at + 8 <= until; at += 8) {
        all.add(frame.merges, {
          firstRow: stream.readUInt16LE(at) + 1,
          lastRow: stream.readUInt16LE(at + 2) + 1,
          firstColumn: stream.readUInt16LE(at + 4),
          lastColumn: stream.readUInt16LE(at + 6),
        });
      }
    }
  }
}

/** Rows of a sheet in chunks, without empty ones. */
export function* oldRows(
  workbook: OldWorkbook,
  start: number,
  frame: OldSheetFrame,
  file: string,
): Generator<SheetRow[]> {
  const rowOf = (row: number): SheetRow => ({
    row,
    cells: [],
    ...(frame.hidden.has(row) && { hidden: true }),
  });
  let rows: SheetRow[] = [];
  let current: SheetRow | undefined;
  const known = new Map<number, SheetRow>();
  let held = 0;
  for (const { row, column, cell, crossedOut } of cellsOf(workbook, start, file)) {
    if (cell === null || cell === '') continue;
    if (column >= COLUMNS) throw new Error('there are too many columns');
    if (current?.row !== row) {
      current = frame.isInOrder ? undefined : known.get(row);
      if (!current) {
        if (frame.isInOrder && rows.length >= ROWS_AT_ONCE) {
          yield rows;
          rows = [];
        }
        current = rowOf(row);
        rows.push(current);
        if (!frame.isInOrder) known.set(row, current);
      }
    }
    if (crossedOut) current.crossedOut = true;
    const { cells } = current;
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
    held += 1;
    if (!frame.isInOrder && held > LIMITS.heldCells) throw tooManyHeld(file);
  }
  yield frame.isInOrder ? rows : rows.sort((a, b) => a.row - b.row);
}

const tooManyHeld = (file: string): LedgerFileError =>
  new LedgerFileError('too-large', file, {
    zh: `旧版 Excel 工作表的单元格没有按行存放，且超过 ${LIMITS.heldCells} 个；请用 Excel/WPS 另存为 .xlsx 后再报送`,
    en: `is an old Excel file of more than ${LIMITS.heldCells} cells in no order of rows: save it as .xlsx`,
  });

interface FoundCell {
  row: number;
  column: number;
  cell: Cell;
  crossedOut?: boolean;
}

function* cellsOf(workbook: OldWorkbook, start: number, file: string): Generator<FoundCell> {
  const { stream } = workbook;
  /** A formula whose text result follows in the next record. */
  let waiting: FoundCell | null = null;
  for (const record of sheetRecords(stream, start)) {
    const { type, from } = record;
    if (type === RECORD.result && waiting) {
      const text = new RecordReader(stream, record).text(workbook.form, 2);
      yield { ...waiting, cell: formatted(workbook, waiting.cell as number, text, file, waiting.row) };
      waiting = null;
    }
    if (!CELLS.has(type)) continue;
    if (waiting) yield { ...waiting, cell: new MissingValue('formula') };
    waiting = null;
    const row = stream.readUInt16LE(from) + 1;
    const column = stream.readUInt16LE(from + 2);
    const style = type === RECORD.numbers ? 0 : stream.readUInt16LE(from + 4);
    if (type === RECORD.numbers) yield* numbersOf(workbook, record, row, column);
    else if (type === RECORD.formula && isTextBehind(stream, from))
      // Until then its place holds the style.
      waiting = { row, column, cell: style, crossedOut: workbook.struck[style] };
    else yield { row, column, ...cellOf(workbook, record, file) };
  }
  if (waiting) yield { ...waiting, cell: new MissingValue('formula') };
}

function* numbersOf(
  workbook: OldWorkbook,
  { from, until }: BiffRecord,
  row: number,
  first: number,
): Generator<FoundCell> {
  const { stream } = workbook;
  for (let at = from + 4, column = first; at + 6 <= until - 2; at += 6, column += 1) {
    const style = stream.readUInt16LE(at);
    const cell = number(workbook, style, compactNumber(stream.readInt32LE(at + 2)));
    yield { row, column, cell, crossedOut: workbook.struck[style] };
  }
}

/** Thirty bits of an integer or a float, possibly multiplied by 100. */
function compactNumber(bits: number): number {
  let value = bits >> 2;
  if ((bits & 2) === 0) {
    const double = new DataView(new ArrayBuffer(8));
    double.setInt32(0, bits & ~3);
    value = double.getFloat64(0);
  }
  return bits & 1 ? value / 100 : value;
}

const number = ({ formats, since1904 }: OldWorkbook, style: number, value: number): Cell =>
  Number.isFinite(value) ? (formats[style]?.show(value, since1904) ?? value) : null;

function formatted(workbook: OldWorkbook, style: number, text: string, file: string, row: number): Cell {
  if (text.length > LIMITS.cellText) throw longCell(file, row, LIMITS.cellText);
  return text === '' ? null : (workbook.formats[style]?.showText(text) ?? text);
}

function cellOf(
  workbook: OldWorkbook,
  record: BiffRecord,
  file: string,
): Pick<FoundCell, 'cell' | 'crossedOut'> {
  const { stream, form, shared, struck } = workbook;
  const { type, from } = record;
  const row = stream.readUInt16LE(from) + 1;
  const style = stream.readUInt16LE(from + 4);
  const isText = type === RECORD.sharedText || type === RECORD.text || type === RECORD.richText;
  if (!isText) return { cell: plainCell(workbook, record, style), crossedOut: struck[style] };
  const told =
    type === RECORD.sharedText
      ? shared[stream.readUInt32LE(from + 6)]
      : withRuns(workbook, new RecordReader(stream, record, 6).richText(form, 2));
  if (told === undefined) return { cell: new MissingValue('text') };
  const { text, crossedOut } = styledText(told, struck[style] ?? false);
  return {
    cell: text instanceof StruckText ? text : formatted(workbook, style, text, file, row),
    crossedOut,
  };
}

function plainCell(workbook: OldWorkbook, { type, from }: BiffRecord, style: number): Cell {
  const { stream } = workbook;
  switch (type) {
    case RECORD.number:
      return number(workbook, style, stream.readDoubleLE(from + 6));
    case RECORD.compactNumber:
      return number(workbook, style, compactNumber(stream.readInt32LE(from + 6)));
    case RECORD.truthOrError:
      return truthOrError(stream[from + 6] ?? 0, stream[from + 7] === 1);
    default:
      return formulaOf(workbook, from, style);
  }
}

const truthOrError = (value: number, isError: boolean): Cell =>
  isError ? new ExcelError(ERRORS.get(value) ?? '#ERROR!') : value === 0 ? 'FALSE' : 'TRUE';

/** Results that are not numbers are encoded as a NaN. */
const isMarked = (stream: Buffer, from: number): boolean => stream.readUInt16LE(from + 12) === 0xffff;
const isTextBehind = (stream: Buffer, from: number): boolean =>
  isMarked(stream, from) && stream[from + 6] === 0;

function formulaOf(workbook: OldWorkbook, from: number, style: number): Cell {
  const { stream } = workbook;
  if (!isMarked(stream, from)) {
    const value = stream.readDoubleLE(from + 6);
    // Programs that do not calculate write zero and leave the calculation to Excel.
    const isLeftOpen = value === 0 && (stream.readUInt16LE(from + 14) & CALCULATE_ON_LOAD) !== 0;
    return isLeftOpen ? new MissingValue('formula') : number(workbook, style, value);
  }
  const kind = stream[from + 6];
  if (kind === 1 || kind === 2) return truthOrError(stream[from + 8] ?? 0, kind === 2);
  // Empty text; or not calculated yet, from a program that does not calculate.
  return workbook.isCalculated ? null : new MissingValue('formula');
}
