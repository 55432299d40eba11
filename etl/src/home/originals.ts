import { createHash, randomUUID } from 'node:crypto';
import { access, chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../base/errors.ts';
import { EvenLines, eachChunk } from '../read/index.ts';
import { homePaths } from './home.ts';

/** What one look through a whole file tells. */
interface Look {
  sha256: string;
  bytes: number;
  /** Whether its lines are records, as far as lines alone can tell (`EvenLines`). */
  isEven: boolean;
}

/** A file that is being brought in. */
export interface Incoming {
  /** The copy, which is read instead of the source while it is still looked through. */
  path: string;
  looked: Promise<Look>;
  /** Keeps the copy for ever in `folder`, under its content's hash, when it is on the disk. */
  keep(folder: string): Promise<void>;
}

/**
 * Copies a file into the home and begins to look it through.
 * @throws UserError where it cannot be read, or there is no room for it
 */
export async function bringIn(home: string, source: string): Promise<Incoming> {
  const path = join(homePaths(home).work, `incoming-${randomUUID()}`);
  try {
    // A copy is as protected as what it was copied from, and one may lie there.
    await rm(path, { force: true });
    await copyFile(source, path);
  } catch (error) {
    throw explainFileError(error, source);
  }
  const looked = lookThrough(path).catch((error: unknown) => {
    throw explainFileError(error, source);
  });
  // Whoever waits for it is told; nobody may, where reading fails first.
  looked.catch(() => {});
  const keep = async (folder: string): Promise<void> => {
    const look = await looked;
    try {
      const file = await open(path);
      await file.sync().finally(() => file.close());
      const kept = join(folder, look.sha256);
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
  return { path, looked, keep };
}

async function lookThrough(path: string): Promise<Look> {
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
  return { sha256: hash.digest('hex'), bytes, isEven: lines.areEven() };
}
