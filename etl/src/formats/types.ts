import type { Bilingual } from '@skill-ledger/contracts';

/**
 * A cell as read from its file. Text stays text (untrimmed); a number is a numeric cell that is shown as that number, whatever
 * its separators, decimals and currency signs; null is empty. Text tables yield text only.
 */
export type Cell = string | number | ExcelDate | ShownCell | StruckText | ExcelError | MissingValue | null;

/** A real date of a workbook: `2020-03-05`, or with a time `2020-03-05 10:20:00`. */
export class ExcelDate {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * A number or text whose number format shows it otherwise than it is stored: a prefix or suffix (`YW20200007`, `30人`),
 * padding zeros (`00007`), a percentage (`95%`), another scale (`16.0万`), a dash or nothing for zero.
 */
export class ShownCell {
  readonly stored: number | string;
  /** The displayed text, trimmed; empty if the format hides the value. */
  readonly shown: string;
  /**
   * The number that the displayed text shows, if it is the stored one: 7 in `00007`, 0 in `-`. Null if there are other words,
   * signs or scales: the displayed text must then be read as text, or rejected as a number.
   */
  readonly number: number | null;
  constructor(stored: number | string, shown: string, number: number | null) {
    this.stored = stored;
    this.shown = shown;
    this.number = number;
  }
}

/** A text of which a part is struck through: the rest may be meant, or the whole. */
export class StruckText {
  /** Its marker, followed by the whole text. */
  readonly text: string;
  constructor(written: string) {
    this.text = `${STRUCK}${written}`;
  }
}
/** Marker of a cell of which a part is struck through; recognised by `fault_of` in checks/macros.sql. */
export const STRUCK = '#部分划去!';

/** The result of a formula that failed: `#N/A`, `#REF!`, `#DIV/0!` … Text cells with the same letters are text. */
export class ExcelError {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A cell without the value it should have: a formula that was never calculated, or text that the file lacks. */
export class MissingValue {
  readonly of: 'formula' | 'text';
  constructor(of: 'formula' | 'text') {
    this.of = of;
  }
}

export interface SheetRow {
  /** 1-based number as displayed: Excel's row, or in CSV the n-th record, blank ones included. */
  row: number;
  /** Cells by column index, from 0; may be shorter than the widest row. */
  cells: Cell[];
  /** The row is hidden, by hand or by a filter. */
  hidden?: true;
  /** At least one cell of the row is struck through completely. */
  crossedOut?: true;
  /** The last record of a text if it has no line end and fewer columns than the records above. */
  cutOff?: true;
}

/** A merged range of more than one cell: 1-based rows and 0-based columns, all inclusive. */
export interface MergedRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

/** A fact about a sheet or file that no cell shows and the user should know. */
export interface FormatRemark {
  code: FormatRemarkCode;
  text: Bilingual;
}

export type FormatRemarkCode =
  /** The text begins with a line `sep=;`, which names the delimiter. */
  | 'sep-line'
  /** The text holds zero bytes, which are left out. */
  | 'zero-bytes'
  /** Records of the text end in several ways. */
  | 'mixed-line-ends'
  /** A chart, dialog or macro sheet: it holds no cells that could be read. */
  | 'no-cells';

/** A text outside the cells of a sheet. */
export interface BesideText {
  text: string;
  /** Everybody sees it: a page header or footer, a text box. Comments and prompts show up at their cell alone. */
  isShown: boolean;
}

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export interface SheetSource {
  /** Sheet name; empty for CSV. */
  name: string;
  /** Whether the sheet is visible; a "very hidden" one is not even listed in Excel's menu. */
  state: SheetState;
  /** Rows in order, in chunks; rows without any cell may be left out (their numbers then jump). Those of text can be iterated once. */
  rows(): AsyncIterable<SheetRow[]>;
  /** Merged ranges, within a row too; known before the rows are read. */
  merges: MergedRange[];
  /** First and last index of hidden columns, also those without width; known before the rows are read. Text has none. */
  hiddenColumns?: [number, number][];
  /** What stands outside the cells. Text has none. */
  beside?: BesideText[];
  /** Complete once the rows are read. */
  remarks: FormatRemark[];
}

export interface LedgerFile {
  format: 'csv' | 'xlsx' | 'xls';
  /** Encoding and delimiter of text files, for the record: `gb18030, comma`. Null for workbooks. */
  encoding: string | null;
  /** The first year of the workbook's calendar; null for text. */
  calendar: 1900 | 1904 | null;
  sheets: SheetSource[];
  close(): Promise<void>;
}
