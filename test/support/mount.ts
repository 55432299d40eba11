import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';

/**
 * Runs with a folder on a small disk of its own.
 * @throws if none can be mounted: it takes root, and not every container allows it
 */
export async function onSmallDisk(folder: string, bytes: number, run: () => Promise<void>): Promise<void> {
  await mkdir(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  try {
    await run();
  } finally {
    // A database that was read may still be held for a moment.
    execFileSync('umount', ['-l', folder]);
  }
}
