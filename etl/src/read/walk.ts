import { UserError } from '../base/errors.ts';
import { type Cell, isFilled, type MergedRange, type SheetRow } from '../formats/index.ts';
import type { Programme } from '../programme/programme.ts';
import { mayHoldHeaders } from './match.ts';
import { type Around, headerAt, type TableHeader } from './recognise.ts';
import { type AroundRows, isFilledRow, type LedgerRow, Table } from './table.ts';
import { unitsInCells } from './units.ts';

/** Maximum number of filled cells in a title of the next table. */
const FEW_CELLS = 2;
/** Minimum width of a table in which such a row is recognisable. */
const MANY_COLUMNS = 4;
/** A cell merged over this many columns and alone in its row is a line of text. */
const WIDE_COLUMNS = 3;

/** Every table adds a report and an accounting. */
const MAX_TABLES = 500;

/** Reads the rows of a sheet, table by table. */
export class Walk {
  /** Every table found so far, in order of position. */
  readonly tables: Table[] = [];
  private readonly sheet: AroundRows;
  private readonly programme: Pick<Programme, 'columns' | 'noteWords'>;
  /** The tables side by side of the current rows, and the last row of their header. */
  private current: Table[] = [];
  private firstOfCurrent = 0;
  private headerEnd = 0;
  /** Rows that may be titles of the next table. */
  private held: SheetRow[] = [];
  /** Whether one of them names a unit: the header below it may be the same, and have another unit. */
  private isHeldInUnit = false;
  private above: SheetRow | undefined;
  private readonly wide: Map<number, MergedRange>;
  /** The kind of the last table whose titles name units, and these units. */
  private named: Around['before'];
  private readonly firstNumber: number;

  /** @param firstNumber number of the first table among those of the load */
  constructor(
    headers: TableHeader[],
    titles: SheetRow[],
    sheet: AroundRows,
    programme: Pick<Programme, 'columns' | 'noteWords'>,
    firstNumber = 0,
  ) {
    this.sheet = sheet;
    this.firstNumber = firstNumber;
    this.programme = programme;
    this.wide = new Map(
      sheet.merges
        .filter(({ firstColumn, lastColumn }) => lastColumn - firstColumn + 1 >= WIDE_COLUMNS)
        .map((range) => [range.firstRow, range]),
    );
    this.begin(headers, titles);
  }

  /** @param chunk rows in order, each passed once; `next` are the following rows, as far as they are known */
  rows(chunk: SheetRow[], next: SheetRow[]): LedgerRow[] {
    const found: LedgerRow[] = [];
    for (const [at, row] of chunk.entries()) {
      if (row.row <= this.headerEnd || !row.cells.some(isFilled)) continue;
      if (this.mayBeHeader(row.cells)) {
        const behind = [...chunk.slice(at + 1, at + 4), ...next.slice(0, 3)].filter(isFilledRow);
        if (this.beginsTable(row, behind, found)) continue;
      }
      this.above = row;
      if (this.isSparse(row.cells)) {
        this.held.push(row);
        this.isHeldInUnit ||= unitsInCells(row.cells).length > 0;
        continue;
      }
      this.release(found);
      this.take(row, found);
    }
    return found;
  }

  /** The rows that were held back until the end. */
  end(): LedgerRow[] {
    const found: LedgerRow[] = [];
    this.release(found);
    return found;
  }

  private begin(headers: TableHeader[], titles: SheetRow[]): void {
    this.firstOfCurrent = this.tables.length;
    if (this.firstOfCurrent > MAX_TABLES) {
      throw new UserError({
        zh: `一张工作表中有 ${MAX_TABLES} 个以上的表头，无法逐表读取；请合并为一张表后重新报送`,
        en: `holds more than ${MAX_TABLES} tables on one sheet: put them into one and upload it again`,
      });
    }
    this.current = headers.map((header) => new Table(header, titles, this.sheet, this.programme));
    const units = titles.flatMap(({ cells }) => unitsInCells(cells));
    if (headers[0] && units.length > 0) this.named = { kind: headers[0].kind, units };
    this.tables.push(...this.current);
    this.headerEnd = headers[0]?.lastRow ?? 0;
  }

  /** Whether the row is a further header: of a new table, or repeated. */
  private beginsTable(row: SheetRow, behind: SheetRow[], found: LedgerRow[]): boolean {
    const rows = this.above ? [this.above, row, ...behind] : [row, ...behind];
    const headers = headerAt(rows, this.above ? 1 : 0, this.programme.columns, this.sheet.merges, {
      titles: this.held,
      hiddenColumns: this.sheet.hiddenColumns ?? [],
      ...(this.named && { before: this.named }),
    });
    const [first] = headers;
    if (!first) return false;
    const again =
      headers.length === this.current.length &&
      headers.every((header, place) => this.current[place]?.isRepeatedBy(header));
    if (again) {
      // Rows above it, such as a title, are classified separately.
      this.release(found);
      for (const table of this.current) {
        for (let at = first.firstRow; at <= first.lastRow; at += 1) table.skip(at, 'header');
      }
      this.headerEnd = first.lastRow;
    } else {
      this.begin(headers, this.takeHeld());
    }
    this.above = row;
    return true;
  }

  private mayBeHeader(cells: Cell[]): boolean {
    return (
      this.current.every(({ judge }) => judge.mayBeHeader(cells, this.isHeldInUnit)) &&
      mayHoldHeaders(cells, this.programme.columns)
    );
  }

  private isSparse(cells: Cell[]): boolean {
    if ((this.current[0]?.header.columns.length ?? 0) < MANY_COLUMNS) return false;
    let filled = 0;
    for (const cell of cells) {
      if (isFilled(cell)) filled += 1;
      if (filled > FEW_CELLS) return false;
    }
    return true;
  }

  private release(found: LedgerRow[]): void {
    for (const row of this.takeHeld()) this.take(row, found);
  }

  private takeHeld(): SheetRow[] {
    const { held } = this;
    if (held.length > 0) [this.held, this.isHeldInUnit] = [[], false];
    return held;
  }

  private take(row: SheetRow, found: LedgerRow[]): void {
    const isWide = this.wide.size > 0 && this.isWide(row);
    for (const [place, table] of this.current.entries()) {
      const data = table.take(row, this.firstNumber + this.firstOfCurrent + place, isWide);
      if (data) found.push(data);
    }
  }

  private isWide({ row, cells }: SheetRow): boolean {
    const range = this.wide.get(row);
    return (
      range !== undefined && cells.every((cell, index) => index === range.firstColumn || !isFilled(cell))
    );
  }
}
