import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the homes that test files begin with, for all workers of a run. */
    keptHomes: string;
  }
}

/** Creates the folder before a run, and removes it afterwards. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-homes-'));
  provide('keptHomes', folder);
  return () => rm(folder, { recursive: true, force: true });
}
