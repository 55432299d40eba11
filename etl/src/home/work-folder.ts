import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Empties the folder of work in progress: its content was left behind by a killed operation. */
export async function clearWork(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true });
}
