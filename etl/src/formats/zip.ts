import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { damagedWorkbook, passwordProtected } from './refusals.ts';

/** The parts of an Office file, by name in any case, each as a stream. */
export interface ZipParts {
  has(name: string): boolean;
  /** Streams a part; the stream fails if it inflates beyond the size in the directory. */
  open(name: string): Promise<Readable>;
  /** Bytes a part inflates to. */
  size(name: string): number;
  close(): void;
}

/** Some programs write Windows separators or a leading slash. */
const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/**
 * Opens a zip and reads its directory.
 * @throws LedgerFileError damaged, password-protected, or too-large if it would inflate to an unreasonable size
 */
export async function openZip(path: string, file: string): Promise<ZipParts> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    // Declared sizes are compared with the actual ones, so that callers can trust the directory. Names are decoded here: the
    // library rejects absolute ones.
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: false },
      (error, opened) => (error ? reject(error) : resolve(opened)),
    );
  }).catch((error: unknown) => failDamaged(file, error));
  try {
    const entries = await readDirectory(zip, file);
    const entryOf = (name: string): yauzl.Entry =>
      entries.get(partName(name)) ?? failDamaged(file, new Error(`part ${name} is missing`));
    return {
      has: (name) => entries.has(partName(name)),
      open: (name) =>
        new Promise<Readable>((resolve, reject) => {
          const entry = entryOf(name);
          if (entry.isEncrypted()) throw passwordProtected(file);
          zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
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
  if (zip.entryCount > LIMITS.parts) throw tooLarge(file);
  const entries = new Map<string, yauzl.Entry>();
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      const name = partName(entry.fileName.toString());
      // Programs differ in which of the two they show.
      if (entries.has(name)) return reject(new Error(`part ${name} is there twice`));
      entries.set(name, entry);
      size += entry.uncompressedSize;
      zip.readEntry();
    });
    zip.readEntry();
  }).catch((error: unknown) => failDamaged(file, error));
  if (size > LIMITS.inflated || (size > LIMITS.bombBytes && size > zip.fileSize * LIMITS.bombRatio))
    throw tooLarge(file);
  return entries;
}

const tooLarge = (file: string): LedgerFileError =>
  new LedgerFileError('too-large', file, {
    zh: `解压后过大（超过 ${LIMITS.inflated / 2 ** 30} GB，或大到压缩前的 ${LIMITS.bombRatio} 倍以上），不像正常的台账；请拆分成较小的文件，或改存为 CSV`,
    en: `inflates to more than ${LIMITS.inflated / 2 ** 30} GB, or to more than ${LIMITS.bombRatio} times its size: split it, or save it as CSV`,
  });

function failDamaged(file: string, cause: unknown): never {
  throw damagedWorkbook(file, cause);
}
