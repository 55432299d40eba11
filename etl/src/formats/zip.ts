import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { LedgerFileError } from './error.ts';

/** All parts together may inflate to this much: a workbook filled to Excel's last row stays below. */
const LARGEST = 4 * 2 ** 30;
/** Honest workbooks shrink to a tenth or thirtieth; beyond this size, one that shrinks more than 200 times is a bomb. */
const SMALL = 64 * 2 ** 20;
const LARGEST_RATIO = 200;
const MOST_PARTS = 10_000;

/** The parts of an Office file, by name in any case, each as a stream. */
export interface ZipParts {
  has(name: string): boolean;
  /** Streams a part; the stream fails when it inflates beyond what the directory says. */
  open(name: string): Promise<Readable>;
  /** Bytes a part inflates to. */
  size(name: string): number;
  close(): void;
}

/**
 * Opens a zip and reads its directory.
 * @throws LedgerFileError damaged, or too-large when it would inflate to an unreasonable size
 */
export async function openZip(path: string, file: string): Promise<ZipParts> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    // Declared sizes are held against the bytes that come, so that what follows may trust the directory.
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  }).catch((error: unknown) => failDamaged(file, error));
  try {
    const entries = await readDirectory(zip, file);
    const entryOf = (name: string): yauzl.Entry =>
      entries.get(name.toLowerCase()) ?? failDamaged(file, new Error(`part ${name} is missing`));
    return {
      has: (name) => entries.has(name.toLowerCase()),
      open: (name) =>
        new Promise<Readable>((resolve, reject) => {
          zip.openReadStream(entryOf(name), (error, stream) => (error ? reject(error) : resolve(stream)));
        }),
      size: (name) => entryOf(name).uncompressedSize,
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: yauzl.ZipFile, file: string): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MOST_PARTS) throw tooLarge(file);
  const entries = new Map<string, yauzl.Entry>();
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry);
      size += entry.uncompressedSize;
      zip.readEntry();
    });
    zip.readEntry();
  }).catch((error: unknown) => failDamaged(file, error));
  if (size > LARGEST || (size > SMALL && size > zip.fileSize * LARGEST_RATIO)) throw tooLarge(file);
  return entries;
}

const tooLarge = (file: string): LedgerFileError =>
  new LedgerFileError('too-large', file, {
    zh: '解压后过大，不像正常的台账；请拆分成较小的文件，或改存为 CSV',
    en: 'inflates to an unreasonable size: split it, or save it as CSV',
  });

function failDamaged(file: string, cause: unknown): never {
  throw damagedWorkbook(file, cause);
}

export const damagedWorkbook = (file: string, cause: unknown): LedgerFileError =>
  new LedgerFileError(
    'damaged',
    file,
    {
      zh: '工作簿已损坏，无法读取；请用 Excel/WPS 打开修复后另存，再重新报送',
      en: 'is a damaged workbook: open and repair it in Excel/WPS, save it and hand it in again',
    },
    { cause },
  );
