import { eachChunk } from './chunks.ts';

const LF = 0x0a;
const CR = 0x0d;
const CR_LF = Buffer.from('\r\n');

/** Determines, piece by piece, whether each line of a text can be a record: one kind of line end, no blank line, no zero byte. */
export class EvenLines {
  /** Number of a piece's last bytes that must be repeated before the next piece. */
  static readonly AGAIN = 2;
  private even = true;
  private isFirst = true;
  private ends = 0;
  private returns = 0;
  private endsWithReturn = false;

  /** @param seen number of bytes repeated from the previous piece */
  look(bytes: Buffer, seen: number): void {
    if (!this.even) return;
    const fresh = bytes.subarray(seen);
    this.even =
      !bytes.includes('\n\n') &&
      !bytes.includes('\n\r\n') &&
      !fresh.includes(0) &&
      !(this.isFirst && (bytes[0] === LF || bytes.subarray(0, 2).equals(CR_LF)));
    this.isFirst = false;
    this.ends += count(fresh, LF);
    // Wherever a CR stands, a LF must follow; and where some lines end with CR LF, all must.
    for (
      let at = bytes.indexOf(CR, Math.max(0, seen - 1));
      this.even && at >= 0;
      at = bytes.indexOf(CR, at + 1)
    ) {
      if (at >= seen) this.returns += 1;
      if (at + 1 < bytes.length && bytes[at + 1] !== LF) this.even = false;
    }
    this.endsWithReturn = bytes.at(-1) === CR;
  }

  areEven(): boolean {
    return this.even && !this.endsWithReturn && (this.returns === 0 || this.returns === this.ends);
  }

  /** Line ends of such a text, including those inside quotes. */
  get lineEnds(): number {
    return this.ends;
  }
}

/** Whether the first lines contain a quote: a line end may be inside it. */
export async function isQuotedAbove(path: string, lines: number): Promise<boolean> {
  let left = lines;
  let quoted = false;
  await eachChunk(path, (bytes) => {
    const head = bytes.subarray(0, endOfLine(bytes, left));
    quoted ||= head.includes('"');
    left -= count(head, LF);
    return !quoted && left > 0 && 0;
  });
  return quoted;
}

/** Index after the n-th line end, or the length if there are fewer. */
function endOfLine(bytes: Buffer, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    const end = bytes.indexOf(LF, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}
