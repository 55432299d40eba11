import {
  type BiffRecord,
  codePageDecoder,
  RECORD,
  RecordReader,
  recordsFrom,
  type TextForm,
  type WrittenText,
} from './biff.ts';
import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { NumberFormat } from './number-format.ts';
import { damagedWorkbook, passwordProtected, unsupported } from './refusals.ts';
import { asShown, type Run, Runs, type SharedText } from './struck.ts';
import type { SheetState } from './types.ts';

/** First bytes of sheets of Excel 2, 3 and 4, which had no workbooks. */
const EARLY_STARTS = [0x0009, 0x0209, 0x0409];
const EXCEL_97 = 0x0600;
/** Bit of a font. */
const STRIKES_THROUGH = 0x08;
/** By what a font says of its height. */
const ESCAPEMENTS: Run[] = ['kept', 'superscript', 'subscript'];
/** No font has this number. */
const NO_FONT = 4;
/** Cost of an unused string. */
const COST_OF_A_STRING = 16;

export interface ListedOldSheet {
  name: string;
  state: SheetState;
  /** Offset of its first record; null for a sheet without cells. */
  start: number | null;
}

export interface OldWorkbook {
  stream: Buffer;
  form: TextForm;
  since1904: boolean;
  formats: NumberFormat[];
  /** By style number: whether it strikes cells through. */
  struck: boolean[];
  shared: SharedText[];
  /** By font number, which skips 4. */
  fonts: Run[];
  /** Whether a version of Excel says that it calculated the formulas. */
  isCalculated: boolean;
  sheets: ListedOldSheet[];
}

const STATES: SheetState[] = ['visible', 'hidden', 'veryHidden'];

/**
 * The part of a workbook before its sheets.
 * @throws LedgerFileError password, unsupported, too-large
 */
export function readOldWorkbook(stream: Buffer, file: string): OldWorkbook {
  const [first] = recordsFrom(stream, 0);
  if (first && EARLY_STARTS.includes(first.type)) throw unsupported('oldExcel', file);
  if (first?.type !== RECORD.start) throw damagedWorkbook(file, new Error('the stream is no workbook'));
  const isUnicode = stream.readUInt16LE(first.from) === EXCEL_97;
  const workbook: OldWorkbook = {
    stream,
    form: { isUnicode, decoder: codePageDecoder(1252) },
    since1904: false,
    formats: [],
    struck: [],
    shared: [],
    fonts: [],
    isCalculated: false,
    sheets: [],
  };
  const codes = new Map<number, string>();
  const styles: number[] = [];
  const styleFonts: number[] = [];
  const later: BiffRecord[] = [];
  for (const record of recordsFrom(stream, first.until)) {
    const { type, from } = record;
    if (type === RECORD.end) break;
    if (type === RECORD.password) throw passwordProtected(file);
    if (type === RECORD.codePage) workbook.form.decoder = codePageDecoder(stream.readUInt16LE(from));
    else if (type === RECORD.calendar) workbook.since1904 = stream.readUInt16LE(from) === 1;
    else if (type === RECORD.font) {
      const isStruck = (stream.readUInt16LE(from + 2) & STRIKES_THROUGH) !== 0;
      workbook.fonts.push(isStruck ? 'struck' : (ESCAPEMENTS[stream.readUInt16LE(from + 8)] ?? 'kept'));
      if (workbook.fonts.length === NO_FONT) workbook.fonts.push('kept');
    } else if (type === RECORD.style) {
      styles.push(stream.readUInt16LE(from + 2));
      styleFonts.push(stream.readUInt16LE(from));
    } else if (type === RECORD.recalculated) workbook.isCalculated = true;
    else if (type === RECORD.strings) workbook.shared = sharedStrings(workbook, record, file);
    // Text of theirs is in the code page, which may be said after them.
    else if (type === RECORD.format || type === RECORD.sheet) later.push(record);
  }
  for (const record of later) {
    if (record.type === RECORD.sheet) workbook.sheets.push(listedSheet(stream, record, workbook.form));
    else
      codes.set(
        stream.readUInt16LE(record.from),
        new RecordReader(stream, record, 2).text(workbook.form, isUnicode ? 2 : 1),
      );
  }
  workbook.struck = styleFonts.map((font) => workbook.fonts[font] === 'struck');
  const known = new Map<number, NumberFormat>();
  workbook.formats = styles.map((id) => {
    const format = known.get(id) ?? new NumberFormat(id, codes.get(id));
    known.set(id, format);
    return format;
  });
  return workbook;
}

function listedSheet(stream: Buffer, record: BiffRecord, form: TextForm): ListedOldSheet {
  const kind = stream[record.from + 5];
  return {
    name: new RecordReader(stream, record, 6).text(form, 1),
    state: STATES[(stream[record.from + 4] ?? 0) & 3] ?? 'visible',
    start: kind === 0 ? stream.readUInt32LE(record.from) : null,
  };
}

/** The text with its runs; text before the first run has the cell's style. */
export function withRuns({ fonts }: Pick<OldWorkbook, 'fonts'>, { text, runs }: WrittenText): SharedText {
  if (runs.length === 0) return text;
  const found = new Runs();
  let shown = text.slice(0, runs[0]?.from ?? 0);
  found.add(shown, 'inherited');
  for (const [at, { from, font }] of runs.entries()) {
    const piece = text.slice(from, runs[at + 1]?.from ?? text.length);
    const run = fonts[font] ?? 'kept';
    found.add(piece, run);
    shown += asShown(piece, run);
  }
  return found.of(shown);
}

function sharedStrings(workbook: OldWorkbook, record: BiffRecord, file: string): SharedText[] {
  const reader = new RecordReader(workbook.stream, record, 4);
  const strings: SharedText[] = [];
  let size = 0;
  for (let left = reader.long(); left > 0; left -= 1) {
    const rich = reader.richText(workbook.form, 2);
    strings.push(withRuns(workbook, rich));
    size += rich.text.length + COST_OF_A_STRING;
    if (size > LIMITS.sharedText) {
      throw new LedgerFileError('too-large', file, {
        zh: `工作簿中的文字过多（超过 ${LIMITS.sharedText / 2 ** 20} M 字符）；请拆分成较小的文件，或改存为 CSV`,
        en: `holds more than ${LIMITS.sharedText / 2 ** 20} M characters of text: split it, or save it as CSV`,
      });
    }
  }
  return strings;
}
