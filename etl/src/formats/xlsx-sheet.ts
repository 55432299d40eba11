import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import type { NumberFormat } from './number-format.ts';
import { damagedWorkbook, longCell } from './refusals.ts';
import { asShown, type Run, Runs, type SharedText, styledText } from './struck.ts';
import { type Cell, ExcelError, MissingValue, type SheetRow, StruckText } from './types.ts';
import { address } from './xlsx-frame.ts';
import { decodeEscapes, runAt } from './xlsx-values.ts';
import { readXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

const ROWS_AT_ONCE = 1000;
const CELLS_AT_ONCE = 100_000;
/** A character that XML cannot represent is written as seven: _x000D_. */
const LONGEST_WRITTEN = 7 * LIMITS.cellText;

/** Tables that cells of a workbook refer to. */
export interface WorkbookValues {
  /** Name of the file, for errors. */
  file: string;
  since1904: boolean;
  shared: SharedText[];
  /** By style number. */
  formats: NumberFormat[];
  struck: boolean[];
}

/** Collects the cells of a sheet part from its tags. */
class SheetParser {
  rows: SheetRow[] = [];
  cells = 0;
  private readonly workbook: WorkbookValues;
  private row: SheetRow = { row: 0, cells: [] };
  private column = -1;
  private type = 'n';
  private style = 0;
  private hasFormula = false;
  /** Text of <v>, and of <is>; null if the cell has none. */
  private value: string | null = null;
  private inline: string | null = null;
  private into: 'value' | 'inline' | null = null;
  private readonly runs = new Runs();
  private run: Run = 'inherited';

  constructor(workbook: WorkbookValues) {
    this.workbook = workbook;
  }

  open(name: string, attributes: Record<string, string>, parent: string): void {
    this.into = null;
    switch (parent) {
      case 'sheetData':
        if (name === 'row') this.startRow(attributes);
        return;
      case 'row':
        if (name === 'c') this.startCell(attributes);
        return;
      case 'c':
        if (name === 'v') {
          this.value ??= '';
          this.into = 'value';
        } else if (name === 'f') this.hasFormula = true;
        else if (name === 'is') {
          this.inline ??= '';
          this.runs.start();
          this.run = 'inherited';
        }
        return;
      case 'is':
      case 'r':
        if (name === 't' && this.inline !== null) this.into = 'inline';
        else this.run = runAt(this.run, name, attributes, parent);
        return;
      case 'rPr':
        this.run = runAt(this.run, name, attributes, parent);
    }
  }

  private startRow({ r, hidden, ht }: Record<string, string>): void {
    const row = r === undefined ? this.row.row + 1 : Number(r);
    if (!Number.isInteger(row) || row <= this.row.row || row > LIMITS.rows)
      throw new Error('rows are out of order');
    this.row = { row, cells: [] };
    if (hidden === '1' || hidden === 'true' || (ht !== undefined && Number(ht) === 0)) this.row.hidden = true;
    this.column = -1;
  }

  private startCell({ r, t = 'n', s = '0' }: Record<string, string>): void {
    this.column = (r === undefined ? null : address(r))?.column ?? this.column + 1;
    if (this.column >= LIMITS.columns) throw new Error('there are too many columns');
    this.type = t;
    this.style = Number(s);
    this.hasFormula = false;
    this.value = null;
    this.inline = null;
  }

  close(name: string, parent: string): void {
    this.into = null;
    if (name === 'c' && parent === 'row') this.endCell();
    if (name === 'row' && parent === 'sheetData' && this.row.cells.length > 0) {
      this.rows.push(this.row);
      this.cells += this.row.cells.length;
    }
  }

  private endCell(): void {
    const cell = this.cell();
    if (cell === null || cell === '') return;
    const { cells } = this.row;
    while (cells.length < this.column) cells.push(null);
    cells[this.column] = cell;
    if (typeof cell !== 'string' && !(cell instanceof StruckText) && this.workbook.struck[this.style])
      this.row.crossedOut = true;
  }

  addText(piece: string): void {
    if (this.into === null) return;
    const text = (this[this.into] ?? '') + (this.into === 'inline' ? asShown(piece, this.run) : piece);
    this[this.into] = text;
    if (this.into === 'inline') this.runs.add(piece, this.run);
    if (text.length > LONGEST_WRITTEN) this.failTooLong();
  }

  private failTooLong(): never {
    throw longCell(this.workbook.file, this.row.row, LIMITS.cellText);
  }

  private cell(): Cell {
    const { value, inline } = this;
    // If the cell has inline text, a value beside it is a leftover.
    if (inline !== null && (this.type === 'inlineStr' || value === null))
      return this.text(this.runs.of(decodeEscapes(inline)));
    if (value === null || (value === '' && this.type !== 'str'))
      return this.hasFormula ? new MissingValue('formula') : null;
    switch (this.type) {
      case 's':
        return this.text(this.workbook.shared[value.trim() === '' ? -1 : Number(value)]);
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        return new ExcelError(value);
      case 'd':
        return value.replace('T', ' ').replace(/ 00:00:00(\.0+)?Z?$/, '');
      case 'n':
        return this.number(value);
      default:
        return this.text(decodeEscapes(value));
    }
  }

  private text(told: SharedText | undefined): Cell {
    if (told === undefined) return new MissingValue('text');
    const { text, crossedOut } = styledText(told, this.workbook.struck[this.style] ?? false);
    if (crossedOut && text !== '') this.row.crossedOut = true;
    if (text instanceof StruckText) return text;
    if (text.length > LIMITS.cellText) this.failTooLong();
    return text === '' ? null : (this.workbook.formats[this.style]?.showText(text) ?? text);
  }

  private number(text: string): Cell {
    const number = Number(text);
    if (!Number.isFinite(number) || text.trim() === '') return text;
    return this.workbook.formats[this.style]?.show(number, this.workbook.since1904) ?? number;
  }
}

/**
 * Rows of a sheet part in chunks, without empty ones.
 * @throws LedgerFileError damaged or too-large
 */
export async function* sheetRows(
  zip: ZipParts,
  part: string,
  workbook: WorkbookValues,
): AsyncIterable<SheetRow[]> {
  const parser = new SheetParser(workbook);
  const handlers = {
    open: (name: string, attributes: Record<string, string>, parent: string) =>
      parser.open(name, attributes, parent),
    close: (name: string, parent: string) => parser.close(name, parent),
    text: (piece: string) => parser.addText(piece),
  };
  try {
    for await (const _ of readXml(await zip.open(part), handlers)) {
      if (parser.rows.length < ROWS_AT_ONCE && parser.cells < CELLS_AT_ONCE) continue;
      yield parser.rows;
      parser.rows = [];
      parser.cells = 0;
    }
  } catch (error) {
    throw error instanceof LedgerFileError ? error : damagedWorkbook(workbook.file, error);
  }
  yield parser.rows;
}
