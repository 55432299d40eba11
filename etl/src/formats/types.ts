/**
 * A cell as its format tells it. Text stays text (untrimmed); a number is a numeric cell; an ExcelDate is a
 * numeric cell whose format is a date; null is empty. CSV yields text only.
 */
export type Cell = string | number | ExcelDate | null;

/** A real date of a workbook: `2020-03-05`, or with a time behind it `2020-03-05 10:20:00`. */
export class ExcelDate {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export interface SheetRow {
  /** 1-based number a person sees: Excel's row, or in CSV the n-th record, blank ones included. */
  row: number;
  /** Cells by column index, from 0; may be shorter than the widest row. */
  cells: Cell[];
}

/** A merged range of more than one row: 1-based rows and 0-based columns, all inclusive. */
export interface MergedRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface SheetSource {
  /** Sheet name; empty for CSV. */
  name: string;
  /** Rows in order, in chunks; rows without any cell may be left out (their numbers then jump). Can be iterated once. */
  rows(): AsyncIterable<SheetRow[]>;
  /** Ranges merged over more than one row; known before the rows are read. */
  merges: MergedRange[];
}

export interface LedgerFile {
  format: 'csv' | 'xlsx' | 'xls';
  /** Encoding and delimiter of text files, for the record: `gb18030, comma`. Null for workbooks. */
  encoding: string | null;
  sheets: SheetSource[];
  close(): Promise<void>;
}
