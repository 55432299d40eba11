import { LedgerFileError } from './error.ts';
import type { SheetRow } from './types.ts';

/** A record of more characters than this is no record: a quote was left open, or the file is no table. */
const LONGEST_RECORD = 1 << 20;

const NONE = Number.POSITIVE_INFINITY;

/** Looks for one character from left to right and never twice over the same text. */
class Finder {
  private readonly text: string;
  private readonly character: string;
  private found = -1;

  constructor(text: string, character: string) {
    this.text = text;
    this.character = character;
  }

  /** Where the character stands next, from `from` on, which may only grow; NONE if nowhere. */
  next(from: number): number {
    if (this.found < from) {
      const found = this.text.indexOf(this.character, from);
      this.found = found === -1 ? NONE : found;
    }
    return this.found;
  }
}

interface Searched {
  piece: string;
  /** Whether nothing comes behind the piece. */
  last: boolean;
  quotes: Finder;
  delimiters: Finder;
  lineEnds: Finder;
}

/**
 * Cuts delimited text that comes in pieces into records (RFC 4180); keeps no more than one unfinished record.
 * Own code because blank records must count, and because it bounds the cost: searching for the next separator is
 * an order of magnitude faster than a parser that looks at every character.
 */
export class RecordScanner {
  private readonly file: string;
  private readonly delimiter: string;
  private readonly lineEnd: string;
  private rest = '';
  private row = 0;

  constructor(file: string, delimiter: ',' | ';' | '\t', lineEnd: '\n' | '\r') {
    this.file = file;
    this.delimiter = delimiter;
    this.lineEnd = lineEnd;
  }

  /** The records that the piece completes. Zero bytes, which nobody sees, are left out. */
  push(piece: string): SheetRow[] {
    return this.scan(this.rest + (piece.includes('\0') ? piece.replaceAll('\0', '') : piece), false);
  }

  /** The record behind the last line end, if there is one. */
  end(): SheetRow[] {
    return this.scan(this.rest, true);
  }

  private scan(piece: string, last: boolean): SheetRow[] {
    const rows: SheetRow[] = [];
    const text: Searched = {
      piece,
      last,
      quotes: new Finder(piece, '"'),
      delimiters: new Finder(piece, this.delimiter),
      lineEnds: new Finder(piece, this.lineEnd),
    };
    let from = 0;
    while (from < piece.length) {
      const end = text.lineEnds.next(from);
      // Without a line end nothing is complete, quoted or not.
      if (end === NONE && !last) break;
      let until = Math.min(end, piece.length);
      let cells: string[];
      if (text.quotes.next(from) > until) cells = this.line(piece.slice(from, until)).split(this.delimiter);
      else {
        const record = this.quoted(text, from);
        if (record === null) break;
        ({ cells, until } = record);
      }
      this.row += 1;
      rows.push({ row: this.row, cells });
      from = until + 1;
    }
    this.rest = piece.slice(from);
    if (this.rest.length > LONGEST_RECORD) this.failTooLong();
    return rows;
  }

  /** The \r of \r\n belongs to the line's end. */
  private line(text: string): string {
    return this.lineEnd === '\n' && text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** A record with quotes in it; null where its end has not come yet. A quote inside a bare cell is itself. */
  private quoted(text: Searched, from: number): { cells: string[]; until: number } | null {
    const { piece, last, delimiters, lineEnds } = text;
    const cells: string[] = [];
    let at = from;
    for (;;) {
      let cell = '';
      if (piece[at] === '"') {
        const inner = this.quotedCell(text, at + 1);
        if (inner === null) return null;
        ({ cell, at } = inner);
      }
      const delimiter = delimiters.next(at);
      const end = lineEnds.next(at);
      if (delimiter < end) {
        cells.push(this.joined(cell, piece.slice(at, delimiter)));
        at = delimiter + 1;
        continue;
      }
      if (end === NONE && !last) return null;
      const until = Math.min(end, piece.length);
      cells.push(this.joined(cell, this.line(piece.slice(at, until))));
      return { cells, until };
    }
  }

  /** What stands between the quotes, and where the text goes on behind them. */
  private quotedCell({ piece, last, quotes }: Searched, from: number): { cell: string; at: number } | null {
    let cell = '';
    let at = from;
    for (;;) {
      const close = quotes.next(at);
      // The next piece may begin with the second half of a doubled quote.
      if (!last && close >= piece.length - 1) return null;
      if (close === NONE) this.failOpenQuote();
      cell += piece.slice(at, close);
      at = close + 1;
      if (piece[at] !== '"') return { cell, at };
      cell += '"';
      at += 1;
    }
  }

  /** A cell and what follows its quotes: after several lines that means that the quotes belong to different cells. */
  private joined(cell: string, after: string): string {
    if (after === '') return cell;
    if (cell.includes(this.lineEnd) && after.trim() !== '') this.failOpenQuote();
    return cell + after;
  }

  private failOpenQuote(): never {
    throw new LedgerFileError('damaged', this.file, {
      zh: `第 ${this.row + 1} 行有一个没有配对的引号（"），其后的内容无法分行；请在该行补上或删去引号`,
      en: `record ${this.row + 1} opens a quote (") that is never closed: close or remove it`,
    });
  }

  private failTooLong(): never {
    throw new LedgerFileError('damaged', this.file, {
      zh: `第 ${this.row + 1} 行过长（超过 ${LONGEST_RECORD} 个字符），可能有一个没有配对的引号（"），或者不是表格文件`,
      en: `record ${this.row + 1} is longer than ${LONGEST_RECORD} characters: a quote (") may be left open, or this is no table`,
    });
  }
}
