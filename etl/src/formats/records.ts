import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { longCell } from './refusals.ts';
import type { SheetRow } from './types.ts';

const NONE = Number.POSITIVE_INFINITY;
const LINE_ENDS = /\r\n|\r|\n/;
/** Delimiters per record; with fewer, a cell of several lines may contain as many by chance. */
const SURE_DELIMITERS = 3;

/** Finds one character from left to right, without scanning any text twice. */
class Finder {
  private readonly text: string;
  private readonly character: string;
  private found = -1;

  constructor(text: string, character: string) {
    this.text = text;
    this.character = character;
  }

  /** Position of the next occurrence from `from` on, which must not decrease; NONE if there is no other. */
  next(from: number): number {
    if (this.found < from) {
      const found = this.text.indexOf(this.character, from);
      this.found = found === -1 ? NONE : found;
    }
    return this.found;
  }
}

class Piece {
  readonly text: string;
  /** Whether there is no further occurrence. */
  readonly last: boolean;
  readonly quotes: Finder;
  readonly delimiters: Finder;
  private readonly feeds: Finder;
  private readonly returns: Finder;

  constructor(text: string, last: boolean, delimiter: string) {
    this.text = text;
    this.last = last;
    this.quotes = new Finder(text, '"');
    this.delimiters = new Finder(text, delimiter);
    this.feeds = new Finder(text, '\n');
    this.returns = new Finder(text, '\r');
  }

  /** End of the next line; NONE if there is none. */
  end(from: number): number {
    return Math.min(this.feeds.next(from), this.returns.next(from));
  }

  /** Start of the line after a line end; NONE while the line end may be incomplete. */
  behind(end: number): number {
    if (this.text[end] !== '\r') return end + 1;
    if (end + 1 === this.text.length && !this.last) return NONE;
    return this.text[end + 1] === '\n' ? end + 2 : end + 1;
  }
}

/**
 * Splits delimited text that arrives in pieces into records (RFC 4180, with any line ends); buffers at most one incomplete
 * record. Own code because blank records must be counted and the cost must be bounded: searching for the next separator is an
 * order of magnitude faster than a parser that inspects every character.
 */
export class RecordScanner {
  hasZeroBytes = false;
  private readonly file: string;
  private readonly delimiter: string;
  private readonly ends: number;
  private readonly lineEnds = new Set<string>();
  private rest = '';
  private row = 0;
  /** Cells of the last record that was not blank. */
  private width = 0;

  /** @param ends number of delimiters in a usual record of the table */
  constructor(file: string, delimiter: string, ends: number) {
    this.file = file;
    this.delimiter = delimiter;
    this.ends = ends;
  }

  get hasMixedLineEnds(): boolean {
    return this.lineEnds.size > 1;
  }

  /** The records completed by this piece. Invisible zero bytes are removed. */
  push(piece: string): SheetRow[] {
    if (!piece.includes('\0')) return this.scan(this.rest + piece, false);
    this.hasZeroBytes = true;
    return this.scan(this.rest + piece.replaceAll('\0', ''), false);
  }

  /** The record after the last line end, if any. */
  end(): SheetRow[] {
    return this.scan(this.rest, true);
  }

  private scan(text: string, last: boolean): SheetRow[] {
    const rows: SheetRow[] = [];
    const piece = new Piece(text, last, this.delimiter);
    let from = 0;
    while (from < text.length) {
      const end = piece.end(from);
      // Without a line end no record is complete, quoted or not.
      if (end === NONE && !last) break;
      let until = Math.min(end, text.length);
      let cells: string[];
      if (piece.quotes.next(from) > until) {
        if (until - from > LIMITS.record) this.failTooLong();
        cells = text.slice(from, until).split(this.delimiter);
      } else {
        const record = this.quoted(piece, from);
        if (record === null) break;
        ({ cells, until } = record);
      }
      const next = piece.behind(until);
      if (next === NONE) break;
      if (until - from > LIMITS.cellText && cells.some(({ length }) => length > LIMITS.cellText))
        throw longCell(this.file, this.row + 1, LIMITS.cellText);
      this.row += 1;
      const isCutOff = until === text.length && cells.length < this.width && cells.length <= this.ends;
      rows.push(isCutOff ? { row: this.row, cells, cutOff: true } : { row: this.row, cells });
      if (until > from) this.width = cells.length;
      if (until < text.length && this.lineEnds.size < 2) this.lineEnds.add(text.slice(until, next));
      from = next;
    }
    this.rest = text.slice(from);
    if (this.rest.length > LIMITS.record) this.failTooLong();
    return rows;
  }

  /** A record with quotes; null if its end has not arrived yet. A quote inside an unquoted cell is an ordinary character. */
  private quoted(piece: Piece, from: number): { cells: string[]; until: number } | null {
    const { text, last, delimiters } = piece;
    const cells: string[] = [];
    let at = from;
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        const inner = this.quotedCell(piece, at + 1, cells.length + 1);
        if (inner === null) return null;
        ({ cell, at } = inner);
      }
      const delimiter = delimiters.next(at);
      const end = piece.end(at);
      if (delimiter < end) {
        cells.push(this.joined(cell, text.slice(at, delimiter), cells.length + 1));
        at = delimiter + 1;
        continue;
      }
      if (end === NONE && !last) return null;
      const until = Math.min(end, text.length);
      cells.push(this.joined(cell, text.slice(at, until), cells.length + 1));
      this.checkSwallowed(text.slice(from, until), cells);
      return { cells, until };
    }
  }

  /** The text between the quotes, and the position after them. */
  private quotedCell(
    { text, last, quotes }: Piece,
    from: number,
    column: number,
  ): { cell: string; at: number } | null {
    let cell = '';
    let at = from;
    for (;;) {
      const close = quotes.next(at);
      // The next piece may begin with the second half of a doubled quote.
      if (!last && close >= text.length - 1) return null;
      if (close === NONE) this.failOpenQuote(column);
      cell += text.slice(at, close);
      at = close + 1;
      if (text[at] !== '"') return { cell, at };
      cell += '"';
      at += 1;
    }
  }

  /**
   * A cell and what follows its quotes: after several lines that means that the quotes belong to different cells, after a
   * backslash that the quote was meant as part of the text, which no reader of tables knows.
   */
  private joined(cell: string, after: string, column: number): string {
    if (after === '') return cell;
    const isCut = LINE_ENDS.test(cell) || cell.endsWith('\\');
    if (isCut && after.trim() !== '') this.failOpenQuote(column);
    return cell + after;
  }

  /**
   * A cell of several lines that holds as many delimiters as a whole record, where two of the record's lines have exactly
   * as many: its quotes belong to different cells. In narrow tables that may be chance.
   */
  private checkSwallowed(record: string, cells: string[]): void {
    if (this.ends < SURE_DELIMITERS || !LINE_ENDS.test(record)) return;
    const delimiters = (text: string): number => text.split(this.delimiter).length - 1;
    const swallowing = cells.findIndex((cell) => LINE_ENDS.test(cell) && delimiters(cell) >= this.ends);
    if (swallowing < 0) return;
    const whole = record.split(LINE_ENDS).filter((line) => delimiters(line) === this.ends);
    if (whole.length >= 2) this.failOpenQuote(swallowing + 1);
  }

  private failOpenQuote(column: number): never {
    throw new LedgerFileError('damaged', this.file, {
      zh: `第 ${this.row + 1} 行第 ${column} 列有一个没有配对的引号（"），其后的内容无法分行；请在该处补上或删去引号`,
      en: `record ${this.row + 1} opens a quote (") in column ${column} that is never closed: close or remove it`,
    });
  }

  private failTooLong(): never {
    throw new LedgerFileError('damaged', this.file, {
      zh: `第 ${this.row + 1} 行过长（超过 ${LIMITS.record} 个字符），可能有一个没有配对的引号（"），或者不是表格文件`,
      en: `record ${this.row + 1} is longer than ${LIMITS.record} characters: a quote (") may be left open, or this is no table`,
    });
  }
}
