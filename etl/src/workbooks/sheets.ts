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
      return {
        name,
        columns: header.map((label, column) => ({
          width: widthOf([label, ...rows.map((row) => row[column])]),
        })),
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
        },
      };
    }),
  });
}

function styleOf(value: CellValue, format = ''): CellStyle | null {
  if (typeof value === 'number' || value instanceof Date) return { numFmt: format };
  return typeof value === 'string' && value.includes('\n')
    ? { alignment: { vertical: 'top', wrapText: true } }
    : null;
}

/** What is no number or day, such as 不适用, stays text. */
const cellValueOf = (text: string | null): CellValue => {
  if (text === null) return null;
  if (DAY.test(text)) return new Date(`${text}T00:00:00Z`);
  return NUMBER.test(text) ? Number(text) : text;
};

/** Chinese characters are two wide. */
function widthOf(texts: (string | null | undefined)[]): number {
  const widths = texts
    .flatMap((text) => (text ?? '').split('\n'))
    .map((text) => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 2));
  return Math.min(WIDEST, Math.max(NARROWEST, ...widths));
}
