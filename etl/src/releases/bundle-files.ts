import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export const SUMS_FILE = 'SHA256SUMS';

/** Every file of a bundle by its path inside, in order; symbolic links are listed too, and read as such. */
export async function bundleFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** SHA256SUMS as `sha256sum -c` reads it. */
export async function sumsOf(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const file of await bundleFiles(folder)) {
    if (file === SUMS_FILE) continue;
    const digest = createHash('sha256')
      .update(await readFile(join(folder, file)))
      .digest('hex');
    lines.push(`${digest}  ${file}\n`);
  }
  return lines.join('');
}
