import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { eachChunk } from './chunks.ts';
import { columnAtEnd, detectCut } from './dialect.ts';
import { LedgerFileError } from './error.ts';

const CHUNK_BYTES = 1 << 20;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** This many Chinese characters of valid UTF-8 in one line cannot occur by chance in another encoding. */
const CERTAIN = 2;

/**
 * The encoding of the whole file.
 * @param head the first bytes
 * @throws LedgerFileError encoding: none, or two in one file, naming the first record and column
 */
export async function detectEncoding(path: string, file: string, head: Buffer): Promise<string> {
  const wide = detectUtf16(head);
  if (wide !== null) {
    if (await decodes(path, wide)) return wide;
    throw unknownEncoding(file);
  }
  if (await isUtf8File(path)) return 'utf-8';
  const lines = await examineLines(path);
  const isMarked = head.subarray(0, 3).equals(MARK);
  if (lines.utf8 && lines.other) {
    const isOther = isMarked || lines.utf8.count >= lines.other.count;
    throw isOther ? mixed(file, lines.other.first, 'utf-8') : mixed(file, lines.utf8.first, 'gb18030');
  }
  if (isMarked && lines.other) throw mixed(file, lines.other.first, 'utf-8');
  if (await decodes(path, 'gb18030')) return 'gb18030';
  throw lines.unread ? mixed(file, lines.unread, 'gb18030') : unknownEncoding(file);
}

const unknownEncoding = (file: string): LedgerFileError =>
  new LedgerFileError('encoding', file, {
    zh: '不是 UTF-8、UTF-16 或 GB18030（GBK）编码的文本；请用 Excel/WPS 打开后另存为 .xlsx 或“CSV UTF-8”',
    en: 'is not text in UTF-8, UTF-16 or GB18030: save it again as .xlsx or "CSV UTF-8"',
  });

/** A file that begins in one encoding and continues in another. */
function mixed(file: string, { record, text, delimiter }: Place, main: 'utf-8' | 'gb18030'): LedgerFileError {
  const column = columnAtEnd(text, delimiter);
  const name = { 'utf-8': 'UTF-8', gb18030: 'GB18030（GBK）' }[main];
  const nameEn = { 'utf-8': 'UTF-8', gb18030: 'GB18030' }[main];
  return new LedgerFileError('encoding', file, {
    zh: `文件大部分是 ${name} 编码，但第 ${record} 行第 ${column} 列起有字节不是（混入了另一种编码，或字符残缺）；请从原系统重新导出，或改正该行后另存为“CSV UTF-8”`,
    en: `is ${nameEn} for the most part, but record ${record} is not from column ${column} on (another encoding, or a broken character): export it again, or correct the record and save as "CSV UTF-8"`,
  });
}

/** By its byte order mark, or by zero bytes: one half of every ASCII character, always on the same side. */
function detectUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1)) {
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd < head.length / 20) return null;
  if (odd > even * 4) return 'utf-16le';
  return even > odd * 4 ? 'utf-16be' : null;
}

async function decodes(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
      decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** As a decoder would report it, without decoding. */
async function isUtf8File(path: string): Promise<boolean> {
  let cut = 0;
  let valid = true;
  await eachChunk(path, (bytes) => {
    const whole = wholeCharacters(bytes);
    valid = isUtf8(bytes.subarray(0, whole));
    cut = bytes.length - whole;
    return valid && cut;
  });
  return valid && cut === 0;
}

/** Number of bytes before a character that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    // The first byte determines how many follow.
    if (byte >= 0xc0)
      return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** A position in a text table. */
interface Place {
  record: number;
  /** The record up to this position. */
  text: string;
  delimiter: string;
}

interface Lines {
  /** Lines that are definitely UTF-8, and lines that are definitely not. */
  utf8: { count: number; first: Place } | null;
  other: { count: number; first: Place } | null;
  /** The first line that is not GB18030 either. */
  unread: Place | null;
}

/** Examines the lines of a text that is not entirely UTF-8. Quotes are the same byte in every possible encoding. */
async function examineLines(path: string): Promise<Lines> {
  const lines: Lines = { utf8: null, other: null, unread: null };
  let record = 1;
  let isQuoted = false;
  /** Lines of a record before the current one. */
  let before = Buffer.alloc(0);
  let delimiter = ',';
  let isFirst = true;
  const place = (line: Buffer, encoding: string, isHere: (text: string) => number): Place => {
    const text = new TextDecoder(encoding).decode(Buffer.concat([before, line]));
    const at = isHere(text);
    return { record, text: at < 0 ? text : text.slice(0, at), delimiter };
  };
  const broken = (text: string): number => text.indexOf('\uFFFD');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all but ASCII.
  const foreign = (text: string): number => text.search(/[^\x00-\x7f]/);
  const look = (line: Buffer): void => {
    if (!isAscii(line)) {
      if (!isUtf8(line)) {
        const first = lines.other?.first ?? place(line, 'utf-8', broken);
        lines.other = { count: (lines.other?.count ?? 0) + 1, first };
        if (lines.unread === null && !isGb18030(line)) lines.unread = place(line, 'gb18030', broken);
      } else if (chineseCharacters(line) >= CERTAIN) {
        const first = lines.utf8?.first ?? place(line, 'utf-8', foreign);
        lines.utf8 = { count: (lines.utf8?.count ?? 0) + 1, first };
      }
    }
    for (let at = line.indexOf(QUOTE); at >= 0; at = line.indexOf(QUOTE, at + 1)) isQuoted = !isQuoted;
    if (!isQuoted) record += 1;
    before = isQuoted && before.length < CHUNK_BYTES ? Buffer.concat([before, line]) : Buffer.alloc(0);
  };
  let rest = 0;
  let last = Buffer.alloc(0);
  await eachChunk(path, (bytes) => {
    if (isFirst) delimiter = detectCut(bytes.toString('latin1', 0, 1 << 16)).delimiter;
    isFirst = false;
    let from = 0;
    for (let end = endOfLine(bytes, 0); end >= 0; end = endOfLine(bytes, from)) {
      // Wait for the character after a CR.
      if (bytes[end] === CR && end + 1 === bytes.length) break;
      const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
      look(bytes.subarray(from, next));
      from = next;
    }
    rest = bytes.length - from;
    // A line as long as a piece is no record and will be rejected when it is read.
    if (rest === bytes.length) rest = Math.min(rest, CHUNK_BYTES >> 1);
    last = Buffer.from(bytes.subarray(bytes.length - rest));
    return rest;
  });
  if (rest > 0) look(last);
  return lines;
}

function endOfLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(LF, from);
  const returned = bytes.subarray(from, end < 0 ? bytes.length : end).indexOf(CR);
  return returned < 0 ? end : from + returned;
}

function isGb18030(line: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(line);
    return true;
  } catch {
    return false;
  }
}

/** Three-byte characters from U+3000 on, of bytes that are valid UTF-8. */
function chineseCharacters(line: Buffer): number {
  let found = 0;
  for (const byte of line) if (byte >= 0xe3 && byte <= 0xef) found += 1;
  return found;
}
