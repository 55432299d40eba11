import { type Cell, cellText, isFilled, type MergedRange, type SheetRow } from '../formats/index.ts';

/** A range that the current row is part of. */
interface Open {
  firstRow: number;
  lastRow: number;
  lastColumn: number;
  value: Cell;
}

/**
 * Merged data cells: the value at the top holds for every row of the range that has anything of its own. Rows with nothing
 * of their own stay blank: a range may reach to the last row of Excel. Which of several columns it is meant for is open.
 */
export class Spans {
  /** Ranges not reached yet, the next one last. */
  private readonly coming: MergedRange[];
  /** Ranges that the current row is part of, by column: honest ones do not overlap. */
  private readonly open = new Map<number, Open>();

  /** @param width of the table: ranges further right are ignored */
  constructor(merges: MergedRange[], headerRow: number, width: number) {
    this.coming = merges
      .filter(
        ({ firstRow, lastRow, firstColumn, lastColumn }) =>
          firstRow > headerRow && (lastRow > firstRow || lastColumn > firstColumn) && firstColumn < width,
      )
      .sort((a, b) => b.firstRow - a.firstRow);
  }

  /** The cells of the next row, filled. */
  fill({ row, cells }: SheetRow): Cell[] {
    if (this.coming.length === 0 && this.open.size === 0) return cells;
    for (const [column, { lastRow }] of this.open) if (lastRow < row) this.open.delete(column);
    let range = this.coming.at(-1);
    while (range && range.firstRow <= row) {
      const value = cells[range.firstColumn] ?? null;
      // A range whose first row is left out, or blank, has no value to pass on.
      if (range.firstRow === row && isFilled(value)) this.open.set(range.firstColumn, { ...range, value });
      this.coming.pop();
      range = this.coming.at(-1);
    }
    if (this.open.size === 0 || !cells.some(isFilled)) return cells;
    const filled = [...cells];
    for (const [column, { value }] of this.open) {
      while (filled.length < column) filled.push(null);
      filled[column] = value;
    }
    return filled;
  }

  /** Whether the column's cell in the row filled last is merged over several rows. */
  isMerged(column: number): boolean {
    const range = this.open.get(column);
    return range !== undefined && range.lastRow > range.firstRow;
  }

  /** Whether the column's cell in that row is covered by a number, date or code further left. */
  isCovered(column: number): boolean {
    for (const [first, { lastColumn, value }] of this.open)
      if (first < column && column <= lastColumn && /\d/.test(cellText(value) ?? '')) return true;
    return false;
  }
}
