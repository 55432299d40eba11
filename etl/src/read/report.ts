import type { TableHeader } from './recognise.ts';

/** Maximum number of positions that are kept. */
const MOST_RANGES = 200;

/** Numbers of rows as ranges: 3–5、9. */
export class Places {
  private readonly ranges: { from: number; to: number }[] = [];

  add(row: number): void {
    const last = this.ranges.at(-1);
    if (last && (row === last.to || row === last.to + 1)) last.to = row;
    else if (this.ranges.length < MOST_RANGES) this.ranges.push({ from: row, to: row });
  }

  toString(): string {
    const more = this.ranges.length >= MOST_RANGES ? '…' : '';
    return this.ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join('、') + more;
  }
}

/** 0 → "A", 26 → "AA". */
export function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** The part of a table's report that follows from its header. */
export const headerReport = (header: TableHeader) => ({
  kind: header.kind,
  headerRows: [header.firstRow, header.lastRow] as [number, number],
  range: [letters(header.from), letters(header.width - 1)] as [string, string],
  columns: header.columns.map(({ column, header: text, index, unit, factor }) => ({
    field: column.field,
    label: column.label,
    header: text,
    column: letters(index),
    unit,
    factor,
  })),
  refused: header.refused,
});
