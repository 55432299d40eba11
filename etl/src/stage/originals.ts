import { createHash, randomUUID } from 'node:crypto';
import { access, chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../base/errors.ts';
import { EvenLines, eachChunk } from '../formats/index.ts';

/** The result of one pass over a file. */
interface Scan {
  sha256: string;
  bytes: number;
  /** Whether each line is one record, judged by the lines alone (`EvenLines`). */
  isEven: boolean;
  lineEnds: number;
}

/** A file being copied into the home. */
export interface Incoming {
  /** The copy: it is read instead of the source, also while it is still being scanned. */
  path: string;
  scanned: Promise<Scan>;
  /** Moves the copy into `folder`, named by its SHA-256, once it is flushed to disk; a file already there is kept. */
  keep(folder: string): Promise<void>;
}

/**
 * Copies a file into the operation's work folder and starts hashing it.
 * @throws UserError if it cannot be read, or the disk is full
 */
export async function copyOriginal(work: string, source: string): Promise<Incoming> {
  const path = join(work, `incoming-${randomUUID()}`);
  try {
    // copyFile keeps the source's mode: a read-only copy left there could not be overwritten.
    await rm(path, { force: true });
    await copyFile(source, path);
  } catch (error) {
    throw explainFileError(error, source);
  }
  const scanned = scan(path).catch((error: unknown) => {
    throw explainFileError(error, source);
  });
  // Callers await it later, or never when reading fails first: that must not count as an unhandled rejection.
  scanned.catch(() => {});
  const keep = async (folder: string): Promise<void> => {
    const { sha256 } = await scanned;
    try {
      const file = await open(path);
      await file.sync().finally(() => file.close());
      const kept = join(folder, sha256);
      const isKnown = await access(kept).then(
        () => true,
        () => false,
      );
      if (!isKnown) {
        await chmod(path, 0o444);
        await rename(path, kept);
      }
    } catch (error) {
      throw explainFileError(error, source);
    }
  };
  return { path, scanned, keep };
}

async function scan(path: string): Promise<Scan> {
  const hash = createHash('sha256');
  const lines = new EvenLines();
  let bytes = 0;
  await eachChunk(path, (chunk, seen) => {
    const fresh = chunk.subarray(seen);
    hash.update(fresh);
    bytes += fresh.length;
    lines.look(chunk, seen);
    return Math.min(EvenLines.AGAIN, chunk.length);
  });
  return { sha256: hash.digest('hex'), bytes, isEven: lines.areEven(), lineEnds: lines.lineEnds };
}
