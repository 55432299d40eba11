import { type Cell, isFilled, type MergedRange, type SheetRow } from '../formats/index.ts';

/**
 * Vertically merged data cells: the value at the top applies to every row of the range that has any other cell. Other rows stay
 * blank: a range may extend to the last row of Excel.
 */
export class Spans {
  /** Ranges not reached yet, the next one last. */
  private readonly coming: MergedRange[];
  /** Ranges of the current row, by column: in a valid file they do not overlap. */
  private readonly open = new Map<number, { lastRow: number; value: Cell }>();

  /** @param width of the table: ranges further right are ignored */
  constructor(merges: MergedRange[], headerRow: number, width: number) {
    this.coming = merges
      .filter(
        ({ firstRow, lastRow, firstColumn }) =>
          firstRow > headerRow && lastRow > firstRow && firstColumn < width,
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
      // A range whose first row is skipped or blank has no value.
      if (range.firstRow === row && isFilled(value))
        this.open.set(range.firstColumn, { lastRow: range.lastRow, value });
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
    return this.open.has(column);
  }
}
