import { open } from 'node:fs/promises';
import { explainFileError } from '../base/errors.ts';
import { emptyFile, openCsv } from './csv.ts';
import { LedgerFileError } from './error.ts';
import type { LedgerFile } from './types.ts';
import { openXls, passwordProtected } from './xls.ts';
import { openXlsx } from './xlsx.ts';

const ZIPS = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06')];
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** Name of the stream in which Office keeps an encrypted workbook. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
/** What is certainly no table, by its first bytes. */
const OTHERS: [Buffer, string][] = [
  [Buffer.from('%PDF'), 'PDF'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'PNG'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'JPEG'],
  [Buffer.from('Rar!'), 'RAR'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), '7z'],
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
];
/** Systems hand out web pages and XML under the name .xls; Excel opens them, so nobody knows. */
const WEB_PAGE = /^(?:\xEF\xBB\xBF)?\s*(?:<[!?a-z]|MIME-Version:)/i;

/**
 * Opens a ledger by what it contains, whatever its name says.
 * @param file the name it goes by, for errors; the path by default
 * @throws LedgerFileError empty, damaged, password-protected, of no known format or too large
 */
export async function openLedger(path: string, file = path): Promise<LedgerFile> {
  let head: Buffer;
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 16), 0, 1 << 16, 0);
      head = buffer.subarray(0, bytesRead);
      const isCompound = head.subarray(0, 4).equals(COMPOUND);
      if (isCompound && (await tail(handle, head)).includes(ENCRYPTED)) throw passwordProtected(file);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw explainFileError(error, file);
  }
  if (head.length === 0 || head.every((byte) => byte === 0)) {
    throw emptyFile(file);
  }
  if (ZIPS.some((mark) => head.subarray(0, 4).equals(mark))) return openXlsx(path, file);
  if (head.subarray(0, 4).equals(COMPOUND)) return openXls(path, file);
  const other = OTHERS.find(([mark]) => head.subarray(0, mark.length).equals(mark));
  if (other) {
    throw new LedgerFileError('unsupported', file, {
      zh: `是 ${other[1]} 文件而不是表格；请报送 .xlsx、.xls 或 .csv`,
      en: `is a ${other[1]} file, not a table: hand in .xlsx, .xls or .csv`,
    });
  }
  if (WEB_PAGE.test(head.toString('latin1', 0, 1 << 10))) {
    throw new LedgerFileError('unsupported', file, {
      zh: '是网页或 XML 文件而不是表格；请用 Excel/WPS 打开后另存为 .xlsx',
      en: 'is a web page or XML file, not a table: open it in Excel/WPS and save it as .xlsx',
    });
  }
  return openCsv(path, file);
}

/** The directory of a compound file may stand anywhere; encrypted workbooks keep it within the first or last part. */
async function tail(handle: Awaited<ReturnType<typeof open>>, head: Buffer): Promise<Buffer> {
  const { size } = await handle.stat();
  const length = Math.min(size, 1 << 20);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return Buffer.concat([head, buffer]);
}
