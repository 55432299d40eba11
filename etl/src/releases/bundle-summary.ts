import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseAnswer } from '@skill-ledger/contracts';
import { homePaths } from '../home/home.ts';
import { bundleFiles } from './bundle-files.ts';
import { bundleTables } from './bundle-tables.ts';

/** The tables of a bundle that was built, with the number of rows and of withheld cells; empty if it is missing. */
export async function bundleSummary(home: string, id: string): Promise<ReleaseAnswer['tables']> {
  const tables = await bundleTables(join(homePaths(home).bundles, id));
  return tables.map(({ name, title, fields, rows }) => ({
    name,
    title,
    fields: fields.map((field) => ({ name: field.name, title: field.title })),
    rows: rows.length,
    withheld: rows.filter(({ withheld }) => withheld === 'true').length,
  }));
}

/**
 * A file of a bundle that was built, drafts too.
 * @param name path inside the bundle
 * @returns null where the bundle has no such file
 */
export async function bundleFile(home: string, id: string, name: string): Promise<Buffer | null> {
  const folder = join(homePaths(home).bundles, id);
  const files = await bundleFiles(folder).catch((): string[] => []);
  return files.includes(name) ? readFile(join(folder, name)) : null;
}
