/** Records of an old Excel workbook (MS-XLS), by their number. */
export const RECORD = {
  formula: 0x0006,
  end: 0x000a,
  pageHeader: 0x0014,
  pageFooter: 0x0015,
  calendar: 0x0022,
  password: 0x002f,
  font: 0x0031,
  continued: 0x003c,
  codePage: 0x0042,
  object: 0x005d,
  columns: 0x007d,
  sheet: 0x0085,
  numbers: 0x00bd,
  richText: 0x00d6,
  style: 0x00e0,
  merges: 0x00e5,
  strings: 0x00fc,
  sharedText: 0x00fd,
  box: 0x01b6,
  validation: 0x01be,
  recalculated: 0x01c1,
  number: 0x0203,
  text: 0x0204,
  truthOrError: 0x0205,
  result: 0x0207,
  row: 0x0208,
  compactNumber: 0x027e,
  format: 0x041e,
  start: 0x0809,
} as const;

export interface BiffRecord {
  type: number;
  /** Offset of its bytes in the stream. */
  from: number;
  until: number;
}

/** Records of a stream from an offset to its end. */
export function* recordsFrom(stream: Buffer, start: number): Generator<BiffRecord> {
  for (let at = start; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at);
    const from = at + 4;
    const until = from + stream.readUInt16LE(at + 2);
    if (until > stream.length) throw new Error('a record is cut off');
    yield { type, from, until };
    at = until;
  }
}

export interface WrittenText {
  text: string;
  /** Text before the first one has the cell's font. */
  runs: { from: number; font: number }[];
}

/** How the strings of a workbook are written. */
export interface TextForm {
  /** Excel 97 and later: Unicode, compressed or not; before: bytes of a code page. */
  isUnicode: boolean;
  decoder: InstanceType<typeof TextDecoder>;
}

const CODE_PAGES: Record<number, string> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  65001: 'utf-8',
};

export const codePageDecoder = (page: number): InstanceType<typeof TextDecoder> => {
  const isWindows = page >= 1250 && page <= 1258;
  return new TextDecoder(CODE_PAGES[page] ?? (isWindows ? `windows-${page}` : 'windows-1252'));
};

/** Reads a record and its continuations. */
export class RecordReader {
  private readonly stream: Buffer;
  private readonly pieces: { from: number; until: number }[];
  private at: number;
  private until: number;

  /** @param start offset in the record */
  constructor(stream: Buffer, record: BiffRecord, start = 0) {
    this.stream = stream;
    this.pieces = [];
    for (const more of recordsFrom(stream, record.until)) {
      if (more.type !== RECORD.continued) break;
      this.pieces.push(more);
    }
    this.pieces.reverse();
    this.at = record.from + start;
    this.until = record.until;
  }

  private isAtEnd(): boolean {
    while (this.at >= this.until) {
      const piece = this.pieces.pop();
      if (!piece) return true;
      this.at = piece.from;
      this.until = piece.until;
    }
    return false;
  }

  private byte(): number {
    if (this.isAtEnd()) throw new Error('a record ends too soon');
    const value = this.stream[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  private short(): number {
    return this.byte() | (this.byte() << 8);
  }

  long(): number {
    return (this.short() | (this.short() << 16)) >>> 0;
  }

  private skip(bytes: number): void {
    for (let left = bytes; left > 0; ) {
      if (this.isAtEnd()) throw new Error('a record ends too soon');
      const step = Math.min(left, this.until - this.at);
      this.at += step;
      left -= step;
    }
  }

  /** A string with its length in one or two bytes before it. */
  text(form: TextForm, lengthBytes: 1 | 2): string {
    return this.richText(form, lengthBytes).text;
  }

  /** The text of a box, in records that continue its own. @param length in characters */
  boxText(length: number): string {
    this.at = this.until;
    return this.isAtEnd() ? '' : this.characters(length, (this.byte() & 1) === 1);
  }

  /** The same with its runs: from which character on which font holds. */
  richText({ isUnicode, decoder }: TextForm, lengthBytes: 1 | 2): WrittenText {
    const length = lengthBytes === 1 ? this.byte() : this.short();
    if (!isUnicode) {
      const from = this.at;
      if (from + length > this.until) throw new Error('a string is cut off');
      this.at += length;
      return { text: decoder.decode(this.stream.subarray(from, this.at)), runs: [] };
    }
    const flags = this.byte();
    const runs = flags & 8 ? this.short() : 0;
    const phonetics = flags & 4 ? this.long() : 0;
    const text = this.characters(length, (flags & 1) === 1);
    const found = Array.from({ length: runs }, () => ({ from: this.short(), font: this.short() }));
    this.skip(phonetics);
    return { text, runs: found };
  }

  /** If a string continues in the next record, its rest begins with a new compression flag. */
  private characters(length: number, wide: boolean): string {
    let text = '';
    let isWide = wide;
    for (let left = length; left > 0; ) {
      if (this.at >= this.until) {
        if (this.isAtEnd()) throw new Error('a string is cut off');
        isWide = (this.byte() & 1) === 1;
      }
      const size = isWide ? 2 : 1;
      const count = Math.min(left, Math.floor((this.until - this.at) / size));
      if (count === 0 && this.until > this.at) throw new Error('a character is cut in two');
      const until = this.at + count * size;
      text += this.stream.toString(isWide ? 'utf16le' : 'latin1', this.at, until);
      this.at = until;
      left -= count;
    }
    return text;
  }
}
