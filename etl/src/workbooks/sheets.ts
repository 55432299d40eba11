import { type Cell, type CellStyle, type CellValue, writeXlsx } from 'hucre';

/** One sheet: a header and rows of texts. */
export interface Sheet {
  name: string;
  header: string[];
  rows: (string | null)[][];
  /** Excel's format of the columns that hold numbers or days, by their header. */
  numbers?: Record<string, string>;
}

const HEAD: CellStyle = { font: { bold: true }, alignment: { vertical: 'center', wrapText: true } };
const NUMBER = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** Excel's format of a column of days. */
export const DAYS = 'yyyy-mm-dd';
/** Points of a line, and of the tallest row that Excel has. */
const LINE = 15;
const TALLEST = 409;
/** Characters across. */
const NARROWEST = 8;
const WIDEST = 60;

/**
 * A workbook of tables whose numbers are numbers, and days are days.
 * @param madeAt ISO time of the file's properties: the same tables made at the same time are the same bytes; now, where
 * left out
 */
export function writeSheets(sheets: Sheet[], title: string, madeAt?: string): Promise<Uint8Array> {
  const made = madeAt === undefined ? new Date() : new Date(madeAt);
  return writeXlsx({
    properties: { title, created: made, modified: made },
    sheets: sheets.map(({ name, header, rows, numbers = {} }) => {
      const formats = header.map((label) => numbers[label]);
      const widths = header.map((label, column) => widthOf([label, ...rows.map((row) => row[column])]));
      return {
        name,
        columns: widths.map((width) => ({ width })),
        rowDefs: new Map(
          rows.flatMap((row, nth): [number, { height: number }][] => {
            const lines = Math.max(...row.map((text, column) => linesOf(text, widths[column] ?? WIDEST)));
            return lines > 1 ? [[nth + 1, { height: Math.min(lines * LINE, TALLEST) }]] : [];
          }),
        ),
        rows: [
          header,
          ...rows.map((row) => row.map((value, column) => (formats[column] ? cellValueOf(value) : value))),
        ],
        cells: new Map<string, Partial<Cell>>([
          ...header.map((value, column): [string, Partial<Cell>] => [`0,${column}`, { value, style: HEAD }]),
          ...rows.flatMap((row, nth) =>
            row.flatMap((text, column): [string, Partial<Cell>][] => {
              const value = formats[column] === undefined ? text : cellValueOf(text);
              const style = styleOf(value, formats[column]);
              return style ? [[`${nth + 1},${column}`, { value, style }]] : [];
            }),
          ),
        ]),
        freezePane: { rows: 1 },
        pageSetup: {
          paperSize: 'a4' as const,
          orientation: 'landscape' as const,
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          // The header stands on every page.
          printTitlesRow: '$1:$1',
        },
      };
    }),
  });
}

function styleOf(value: CellValue, format = ''): CellStyle | null {
  if (typeof value === 'number' || value instanceof Date) return { numFmt: format };
  return typeof value === 'string' && linesOf(value, WIDEST) > 1
    ? { alignment: { vertical: 'top', wrapText: true } }
    : null;
}

/** What is no number or day, such as 不适用, stays text. */
const cellValueOf = (text: string | null): CellValue => {
  if (text === null) return null;
  if (DAY.test(text)) return new Date(`${text}T00:00:00Z`);
  return NUMBER.test(text) ? Number(text) : text;
};

/** Chinese characters are two wide; a cell has a margin of one on each side. */
const acrossOf = (line: string): number =>
  [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 2);

function widthOf(texts: (string | null | undefined)[]): number {
  const widths = texts.flatMap((text) => (text ?? '').split('\n')).map(acrossOf);
  return Math.min(WIDEST, Math.max(NARROWEST, ...widths));
}

/** Lines that a text takes in a column of this width: programs do not all find the height of a row themselves. */
const linesOf = (text: string | null, width: number): number =>
  (text ?? '').split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(acrossOf(line) / width)), 0);
