import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { eachChunk } from './chunks.ts';
import { LedgerFileError } from './error.ts';
import { RecordScanner } from './records.ts';
import type { LedgerFile, SheetRow } from './types.ts';

const HEAD_BYTES = 1 << 16;
const CHUNK_BYTES = 1 << 20;
/** The first records tell how the rest is cut. */
const TELLING_RECORDS = 20;
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
type Delimiter = keyof typeof DELIMITERS;

interface Dialect {
  encoding: string;
  delimiter: Delimiter;
  lineEnd: '\n' | '\r';
}

/**
 * Opens a text table: UTF-8 with or without BOM, UTF-16 or GB18030; comma, semicolon or tab; any line ends.
 * Rows are numbered by record from 1, blank ones included.
 * @param file the name it goes by, for errors
 * @throws LedgerFileError encoding, empty; damaged (an open quote) while rows are read
 */
export async function openCsv(path: string, file: string): Promise<LedgerFile> {
  const head = await readHead(path);
  const encoding = await detectEncoding(path, file, head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (head.length < HEAD_BYTES && text.trim() === '') throw emptyFile(file);
  const dialect: Dialect = { encoding, ...detectCut(text) };
  return {
    format: 'csv',
    encoding: `${encoding}, ${DELIMITERS[dialect.delimiter]}`,
    calendar: null,
    sheets: [
      { name: '', state: 'visible', merges: [], remarks: [], rows: () => records(path, file, dialect) },
    ],
    close: async () => {},
  };
}

export const emptyFile = (file: string): LedgerFileError =>
  new LedgerFileError('empty', file, {
    zh: '文件是空的；请确认导出成功后重新报送',
    en: 'is empty: make sure it was exported and hand it in again',
  });

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The first encoding that the whole file can be read in. */
async function detectEncoding(path: string, file: string, head: Buffer): Promise<string> {
  const wide = detectUtf16(head);
  for (const encoding of wide === null ? ['utf-8', 'gb18030'] : [wide]) {
    if (await decodes(path, encoding)) return encoding;
  }
  throw new LedgerFileError('encoding', file, {
    zh: '不是 UTF-8、UTF-16 或 GB18030（GBK）编码的文本；请用 Excel/WPS 打开后另存为 .xlsx 或“CSV UTF-8”',
    en: 'is not text in UTF-8, UTF-16 or GB18030: save it again as .xlsx or "CSV UTF-8"',
  });
}

/** By its mark, or by its zero bytes: one half of every ASCII character, always on the same side. */
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
  if (encoding === 'utf-8') return isUtf8File(path);
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

/** As a decoder would tell, without making text of it. */
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

/** How many bytes there are before a character that the end cuts through. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    // A first byte tells how many follow it.
    if (byte >= 0xc0)
      return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The delimiter that cuts most of the first records into equally many cells, and the character that ends records. */
function detectCut(head: string): Pick<Dialect, 'delimiter' | 'lineEnd'> {
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const lineEnd = bare.includes('\r') && !bare.includes('\n') ? '\r' : '\n';
  const lines = bare.split(lineEnd, TELLING_RECORDS);
  // A title may hold more commas than the table below it has columns, but it stands alone.
  const cuts = (delimiter: string): number => {
    const found = new Map<number, number>();
    for (const line of lines) {
      const ends = line.split(delimiter).length - 1;
      found.set(ends, (found.get(ends) ?? 0) + ends);
    }
    return Math.max(...found.values());
  };
  const delimiter = (Object.keys(DELIMITERS) as Delimiter[]).reduce(
    (best, next) => (cuts(next) > cuts(best) ? next : best),
    ',',
  );
  return { delimiter, lineEnd };
}

async function* records(path: string, file: string, dialect: Dialect): AsyncIterable<SheetRow[]> {
  const decoder = new TextDecoder(dialect.encoding);
  const scanner = new RecordScanner(file, dialect.delimiter, dialect.lineEnd);
  // A small piece first: whoever only looks for the header has to wait for no more.
  for (const part of [{ end: HEAD_BYTES - 1 }, { start: HEAD_BYTES }]) {
    for await (const chunk of createReadStream(path, { ...part, highWaterMark: CHUNK_BYTES })) {
      yield scanner.push(decoder.decode(chunk as Buffer, { stream: true }));
    }
  }
  yield scanner.push(decoder.decode());
  yield scanner.end();
}
