import { open, stat } from 'node:fs/promises';
import { explainFileError } from '../base/errors.ts';
import { isCompound } from './compound.ts';
import { openCsv } from './csv.ts';
import { emptyFile, noTable, type Unsupported, unsupported } from './refusals.ts';
import type { LedgerFile } from './types.ts';
import { openXls } from './xls.ts';
import { openXlsx } from './xlsx.ts';

const HEAD_BYTES = 1 << 16;
const ZIPS = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06')];
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** The start of Excel 5 to 2003, without its container. */
const BARE_WORKBOOK = Buffer.from([0x09, 0x08]);
/** Formats that hold no table, by their first bytes. */
const OTHERS: [Buffer, string][] = [
  [Buffer.from('%PDF'), 'PDF'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'PNG'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'JPEG'],
  [Buffer.from('Rar!'), 'RAR'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), '7z'],
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
  [Buffer.from('{\\rtf'), 'RTF'],
];
/** Excel 2, 3 and 4: their own, shorter start record. */
const EARLY_EXCEL = [0x00, 0x02, 0x04].map((version) => Buffer.from([0x09, version]));
/** Formats identified by the file name only: their contents could pass for another format. */
const BY_NAME: [RegExp, Unsupported][] = [
  [/\.ett?$/i, 'et'],
  [/\.xl(tx|tm|t)$/i, 'template'],
];
/** Some systems export web pages or XML named .xls; Excel opens them, so users do not notice. */
const BY_TEXT: [RegExp, Unsupported][] = [
  [/^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,20}MIME-Version:/i, 'mail'],
  [
    /^(?:<\?[^>]*>\s*)*<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/i,
    'spreadsheetXml',
  ],
  [/^<\?xml[^>]*>\s*<\?mso-application progid="Excel/i, 'spreadsheetXml'],
  [/^(?:<\?[^>]*>\s*)?<office:document\b/i, 'ods'],
  [/^<[!?a-z]/i, 'webPage'],
  [/^ID;P/, 'sylk'],
  [/^TABLE\r?\n0,1\r?\n/, 'dif'],
];

/**
 * Opens a ledger by its contents, regardless of its file name.
 * @param file name of the file, for errors; the path by default
 * @throws LedgerFileError empty, damaged, password-protected, of no known format or too large
 */
export async function openLedger(path: string, file = path): Promise<LedgerFile> {
  const head = await readHead(path, file);
  if (head.length === 0 || head.every((byte) => byte === 0)) throw emptyFile(file);
  const named = BY_NAME.find(([name]) => name.test(file));
  if (named) throw unsupported(named[1], file);
  const begins = (mark: Buffer, from = 0): boolean => head.subarray(from, from + mark.length).equals(mark);
  if (ZIPS.some((mark) => begins(mark))) return openXlsx(path, file);
  if (isCompound(head) || (begins(BARE_WORKBOOK) && isShortRecord(head))) return openXls(path, file);
  if (begins(MARK) && (ZIPS.some((mark) => begins(mark, 3)) || isCompound(head.subarray(3))))
    throw unsupported('behindMark', file);
  if (EARLY_EXCEL.some((mark) => begins(mark)) && isShortRecord(head)) throw unsupported('oldExcel', file);
  const other = OTHERS.find(([mark]) => begins(mark));
  if (other) throw noTable(other[1], file);
  if (isDbf(head)) throw unsupported('dbf', file);
  const text = startOfText(head);
  const written = BY_TEXT.find(([start]) => start.test(text));
  if (written) throw unsupported(written[1], file);
  return openCsv(path, file);
}

/** The first bytes of a regular file: reading a pipe would wait forever. */
async function readHead(path: string, file: string): Promise<Buffer> {
  try {
    const info = await stat(path);
    if (!info.isFile() && !info.isDirectory()) throw unsupported('noFile', file);
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw explainFileError(error, file);
  }
}

const isShortRecord = (head: Buffer): boolean => (head[2] ?? 0) >= 4 && (head[2] ?? 0) <= 32 && head[3] === 0;

/** Version, date, a header of 32 bytes, then fields of 32 bytes each; Visual FoxPro adds 263 bytes after them. */
function isDbf(head: Buffer): boolean {
  if (head.length < 68 || ![0x03, 0x30, 0x83, 0x8b, 0xf5].includes(head[0] ?? 0)) return false;
  const [month = 0, day = 0] = head.subarray(2, 4);
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    [0, 1, 8].includes(head.readUInt16LE(8) % 32) &&
    head[12] === 0
  );
}

/** What a text begins with, in whatever encoding, without marks and white space in front. */
function startOfText(head: Buffer): string {
  const start = head.subarray(0, 1 << 12);
  const evenZeros = start.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const oddZeros = start.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const marked = start[0] === 0xff || start[0] === 0xfe;
  const isWide = marked || evenZeros + oddZeros > start.length / 4;
  if (!isWide) return start.toString('latin1').replace(/^(?:\xEF\xBB\xBF|\s)+/, '');
  const isBigEndian = marked ? start[0] === 0xfe : evenZeros > oddZeros;
  return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(start).replace(/^[\uFEFF\s]+/, '');
}
