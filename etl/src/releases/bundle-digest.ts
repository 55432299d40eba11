import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SUMS_FILE, sumsOf } from './bundle-files.ts';

/**
 * The SHA-256 of a bundle's SHA256SUMS, hexadecimal: one text that stands for all of its files.
 * @returns null where the folder is gone, a file of it differs from SHA256SUMS, or there are others
 */
export async function bundleDigest(folder: string): Promise<string | null> {
  try {
    const said = await readFile(join(folder, SUMS_FILE), 'utf8');
    return said === (await sumsOf(folder)) ? createHash('sha256').update(said).digest('hex') : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
