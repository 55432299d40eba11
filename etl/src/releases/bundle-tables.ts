import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SPECS } from './specs.ts';
import type { Table, TableRow } from './table-spec.ts';

/**
 * The tables of a bundle as they were written, in their order; those that it does not have are left out.
 * @param folder of a bundle whose digest was checked
 */
export async function bundleTables(folder: string): Promise<Table[]> {
  const tables: Table[] = [];
  for (const spec of Object.values(SPECS)) {
    const text = await readFile(join(folder, 'data', `${spec.name}.csv`), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      },
    );
    if (text === null) continue;
    const lines = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    tables.push({ ...spec, rows: lines.map(emptyAsNull) });
  }
  return tables;
}

const emptyAsNull = (line: Record<string, string>): TableRow =>
  Object.fromEntries(Object.entries(line).map(([field, value]) => [field, value === '' ? null : value]));
