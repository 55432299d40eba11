/** A table of merged cells, the single source of XLSX, DOCX and PDF. Rows and columns count from 0. */
export interface Grid {
  /** Share of each column in the width of the page; adds up to 1. */
  widths: number[];
  cells: GridCell[];
  /** Lines below the table: sources of its figures. */
  notes: string[];
}

export interface GridCell {
  row: number;
  column: number;
  rows: number;
  columns: number;
  /** Displayed text. */
  text: string;
  kind: 'title' | 'label' | 'text' | 'number';
  /** The exact number behind the text, for formats that calculate, with Excel's number format. */
  value?: { number: string; format: string };
}

/** Format of a number, as text and for Excel. */
interface Notation {
  format: string;
  text: (number: string) => string;
}

const grouped = (number: string): string => {
  const [whole = '', decimals] = number.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (decimals === undefined ? '' : `.${decimals}`);
};

/** A decimal text shifted by a number of places, without loss: `0.912345` by 2 is `91.2345`. */
const shifted = (number: string, places: number): string => {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(number) ?? [];
  const digits = decimals.padEnd(places, '0');
  const moved = `${whole}${digits.slice(0, places)}`.replace(/^0+(?=\d)/, '');
  const rest = digits.slice(places).replace(/0+$/, '');
  return `${sign}${moved}${rest === '' ? '' : `.${rest}`}`;
};

export const NOTATIONS = {
  /** Yuan with two decimals and thousands. */
  yuan: { format: '#,##0.00', text: grouped },
  points: { format: '0.00##', text: (number) => number },
  /** All six decimals of the score's document: nothing is rounded again. */
  percent: { format: '0.00##%', text: (number) => `${shifted(number, 2)}%` },
  /** A value that is already per thousand. */
  perThousand: { format: '#,##0.00####"‰"', text: (number) => `${grouped(shifted(number, 0))}‰` },
  plain: { format: '#,##0.######', text: (number) => grouped(shifted(number, 0)) },
} satisfies Record<string, Notation>;

/** Builds the cells of a grid from top to bottom. */
export class GridBuilder {
  readonly cells: GridCell[] = [];

  /** Adds a cell that spans a number of rows and columns. */
  put(
    kind: GridCell['kind'],
    text: string,
    [row, column]: [number, number],
    [rows, columns]: [number, number] = [1, 1],
  ): void {
    this.cells.push({ row, column, rows, columns, text, kind });
  }

  /** Adds a number; a dash if there is none. */
  number(
    number: string | null,
    notation: keyof typeof NOTATIONS,
    [row, column]: [number, number],
    columns = 1,
  ): void {
    const { format, text } = NOTATIONS[notation];
    this.cells.push({
      row,
      column,
      rows: 1,
      columns,
      kind: 'number',
      text: number === null ? '—' : text(number),
      ...(number !== null && { value: { number, format } }),
    });
  }
}
