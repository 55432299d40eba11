import { eachChunk } from './chunks.ts';

const LF = 0x0a;
const CR = 0x0d;
const CR_LF = Buffer.from('\r\n');

/** Tells of a text handed over piece by piece whether its lines can be records: one kind of line end, none blank, no zero byte. */
export class EvenLines {
  /** So many of a piece's last bytes have to stand before the next piece again. */
  static readonly AGAIN = 2;
  private even = true;
  private isFirst = true;
  private ends = 0;
  private returns = 0;

  /** @param seen how many of the bytes were the end of the piece before */
  look(bytes: Buffer, seen: number): void {
    if (!this.even) return;
    const fresh = bytes.subarray(seen);
    this.even =
      !bytes.includes('\n\n') &&
      !bytes.includes('\n\r\n') &&
      !fresh.includes(0) &&
      !(this.isFirst && (bytes[0] === LF || bytes.subarray(0, 2).equals(CR_LF)));
    this.isFirst = false;
    if (this.returns > 0 || fresh.includes(CR)) {
      // Where some lines end with CR LF, all must.
      this.even &&= this.returns > 0 || this.ends === 0;
      this.returns += count(fresh, CR);
      this.ends += count(fresh, LF);
    } else if (this.ends === 0 && fresh.includes(LF)) {
      this.ends = 1;
    }
  }

  areEven(): boolean {
    return this.even && (this.returns === 0 || this.returns === this.ends);
  }
}

/** Whether a quote stands in the first lines of a text: a line end may be inside it. */
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

/** Index behind the n-th line end, or the length where there are fewer. */
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
