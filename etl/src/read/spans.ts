import { type Cell, isFilled, type MergedRange, type SheetRow } from '../formats/index.ts';

const ROWS_AT_ONCE = 1000;

/**
 * Vertically merged data cells: the value at the top holds for every row the range spans, also for rows that the
 * file leaves out because they hold nothing of their own.
 */
export class Spans {
  private readonly headerRow: number;
  /** Ranges still to come, the next one last. */
  private readonly coming: MergedRange[];
  private open: { range: MergedRange; value: Cell }[] = [];

  constructor(merges: MergedRange[], headerRow: number) {
    this.headerRow = headerRow;
    this.coming = merges
      .filter(({ firstRow }) => firstRow > headerRow)
      .sort((a, b) => b.firstRow - a.firstRow);
  }

  /** The rows below the header, filled. */
  async *fill(chunks: AsyncIterable<SheetRow[]>): AsyncIterable<SheetRow[]> {
    let previous = this.headerRow;
    for await (const chunk of chunks) {
      const filled: SheetRow[] = [];
      for (const given of chunk) {
        if (given.row <= this.headerRow) continue;
        yield* this.between(previous, given.row, filled);
        filled.push(this.fillRow(given));
        previous = given.row;
      }
      yield filled;
    }
    const rest: SheetRow[] = [];
    yield* this.between(previous, Number.POSITIVE_INFINITY, rest);
    yield rest;
  }

  /** Adds the rows between two given ones that an open range reaches; passes them on when they become many. */
  private *between(previous: number, next: number, filled: SheetRow[]): Iterable<SheetRow[]> {
    for (let row = previous + 1; row < next; row += 1) {
      this.open = this.open.filter(({ range }) => range.lastRow >= row);
      if (this.open.length === 0) return;
      filled.push(this.fillRow({ row, cells: [] }));
      if (filled.length >= ROWS_AT_ONCE) yield filled.splice(0);
    }
  }

  private fillRow({ row, cells }: SheetRow): SheetRow {
    if (this.open.length > 0) this.open = this.open.filter(({ range }) => range.lastRow >= row);
    let range = this.coming.at(-1);
    while (range && range.firstRow <= row) {
      const value = cells[range.firstColumn] ?? null;
      // A range whose first row is left out, or blank, has no value to pass on.
      if (range.firstRow === row && isFilled(value)) this.open.push({ range, value });
      this.coming.pop();
      range = this.coming.at(-1);
    }
    if (this.open.length === 0) return { row, cells };
    const filled = [...cells];
    for (const { range: open, value } of this.open) {
      while (filled.length < open.firstColumn) filled.push(null);
      filled[open.firstColumn] = value;
    }
    return { row, cells: filled };
  }
}
