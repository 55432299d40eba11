import { excelDate } from './dates.ts';
import { LedgerFileError } from './error.ts';
import type { MergedRanges } from './merges.ts';
import type { Cell, MergedRange, SheetRow } from './types.ts';
import { readXml } from './xml.ts';
import { damagedWorkbook, type ZipParts } from './zip.ts';

const ROWS_AT_ONCE = 1000;
const CELLS_AT_ONCE = 100_000;
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
/** Excel's limit for the text of one cell, with room for characters that other programs count otherwise. */
const LONGEST_CELL = 4 * 32_767;

/** What a workbook's cells refer to. */
export interface WorkbookValues {
  /** The name it goes by, for errors. */
  file: string;
  since1904: boolean;
  shared: string[];
  /** By style number: whether it shows numbers as dates. */
  dateStyles: boolean[];
}

/** Characters that XML cannot hold, as Excel writes them: _x000D_ is a carriage return, _x005F_ an underscore. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** `B12` → column 1, row 12. */
function address(reference: string): { column: number; row: number } | null {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) };
}

const MERGES_START = /<(?:\w+:)?mergeCells[\s>]/;
const MERGES_END = /<\/(?:\w+:)?mergeCells/;
const MERGE = /<(?:\w+:)?mergeCell\s[^<>]*?\bref=["']([A-Z]+\d+):([A-Z]+\d+)["'][^<>]*>/g;
/** Enough to find a tag that two chunks share. */
const OVERLAP = 1 << 12;

/**
 * Merged ranges stand behind the rows they are needed for, so the part is skimmed for them first. In text a `<` is
 * always escaped, so looking for the tags is enough, and several times faster than parsing.
 */
export async function mergedRanges(zip: ZipParts, part: string, all: MergedRanges): Promise<MergedRange[]> {
  const merges: MergedRange[] = [];
  const decoder = new TextDecoder('latin1');
  let text = '';
  let found = false;
  for await (const chunk of await zip.open(part)) {
    text += decoder.decode(chunk as Buffer, { stream: true });
    found ||= MERGES_START.test(text);
    let done = 0;
    if (found) {
      for (const match of text.matchAll(MERGE)) {
        done = match.index + match[0].length;
        const [from, until] = [address(match[1] ?? ''), address(match[2] ?? '')];
        if (!from || !until || until.row > LAST_ROW || until.column > LAST_COLUMN) continue;
        all.add(merges, {
          firstRow: from.row,
          lastRow: until.row,
          firstColumn: from.column,
          lastColumn: until.column,
        });
      }
      if (MERGES_END.test(text)) break;
    }
    text = text.slice(Math.max(done, text.length - OVERLAP));
  }
  return merges;
}

/** The cells of one sheet part as its tags go by. */
class SheetParser {
  rows: SheetRow[] = [];
  cells = 0;
  private readonly workbook: WorkbookValues;
  private row: SheetRow = { row: 0, cells: [] };
  private column = -1;
  private type = '';
  private style = 0;
  private text = '';
  private inValue = false;
  private inPhonetic = false;

  constructor(workbook: WorkbookValues) {
    this.workbook = workbook;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.startRow(attributes.r);
    else if (name === 'c') this.startCell(attributes);
    else if (name === 'rPh') this.inPhonetic = true;
    this.inValue = name === 'v' || (name === 't' && this.type === 'inlineStr' && !this.inPhonetic);
  }

  private startRow(reference: string | undefined): void {
    const row = reference === undefined ? this.row.row + 1 : Number(reference);
    if (!Number.isInteger(row) || row <= this.row.row || row > LAST_ROW)
      throw new Error('rows are out of order');
    this.row = { row, cells: [] };
    this.column = -1;
  }

  private startCell({ r, t = 'n', s = '0' }: Record<string, string>): void {
    this.column = (r === undefined ? null : address(r))?.column ?? this.column + 1;
    if (this.column > LAST_COLUMN) throw new Error('there are too many columns');
    this.type = t;
    this.style = Number(s);
    this.text = '';
  }

  close(name: string): void {
    this.inValue = false;
    if (name === 'rPh') this.inPhonetic = false;
    if (name === 'c' && this.text !== '') this.endCell();
    if (name === 'row' && this.row.cells.length > 0) {
      this.rows.push(this.row);
      this.cells += this.row.cells.length;
    }
  }

  private endCell(): void {
    const { cells } = this.row;
    while (cells.length < this.column) cells.push(null);
    cells[this.column] = this.value();
    this.text = '';
  }

  addText(piece: string): void {
    if (!this.inValue) return;
    this.text += piece;
    if (this.text.length > LONGEST_CELL) {
      throw new LedgerFileError('too-large', this.workbook.file, {
        zh: `第 ${this.row.row} 行有一个单元格的文字过长（超过 ${LONGEST_CELL} 个字符）；请删短后重新报送`,
        en: `row ${this.row.row} holds a cell of more than ${LONGEST_CELL} characters: shorten it`,
      });
    }
  }

  private value(): Cell {
    const { text } = this;
    switch (this.type) {
      case 's':
        return this.workbook.shared[Number(text)] ?? null;
      case 'b':
        return text === '1' || text === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return text.replace('T', ' ').replace(/ 00:00:00(\.0+)?Z?$/, '');
      case 'n': {
        const number = Number(text);
        if (!Number.isFinite(number) || text.trim() === '') return text;
        return this.workbook.dateStyles[this.style] ? excelDate(number, this.workbook.since1904) : number;
      }
      default:
        return decodeEscapes(text);
    }
  }
}

/**
 * Rows of a sheet part in chunks, without those that hold nothing.
 * @throws LedgerFileError damaged or too-large
 */
export async function* sheetRows(
  zip: ZipParts,
  part: string,
  workbook: WorkbookValues,
): AsyncIterable<SheetRow[]> {
  const parser = new SheetParser(workbook);
  const handlers = {
    open: (name: string, attributes: Record<string, string>) => parser.open(name, attributes),
    close: (name: string) => parser.close(name),
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
