import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DataPackage, ReleaseInfo } from '@skill-ledger/contracts';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { explainFileError, UserError } from '../base/errors.ts';
import { bundleFiles, SUMS_FILE, sumsOf } from './bundle-files.ts';
import { type BundleFault, scanBundle } from './scan.ts';
import { sumFaults } from './sums.ts';
import type { TableRow } from './table-spec.ts';

/**
 * Checks a bundle by itself: digests, descriptions, cells, sums across tables, withheld cells, and the search for
 * personal data.
 * @param connection to a snapshot, for the names of its trainees
 * @returns every fault found
 * @throws UserError if the folder is no bundle
 */
export async function verifyBundle(folder: string, connection?: DuckDBConnection): Promise<BundleFault[]> {
  const sums = await readText(folder, SUMS_FILE);
  const faults = await digestFaults(folder, sums);
  const release = await described(folder, 'release.json', ReleaseInfo, faults);
  const description = await described(folder, 'datapackage.json', DataPackage, faults);
  if (release && description) {
    const tables = await readTables(folder, description, faults);
    faults.push(...sumFaults(tables));
    faults.push(...undefinedFields(description));
    if (release.unprotected > 0) {
      faults.push({
        check: 'suppression',
        file: 'release.json',
        text: {
          zh: `有 ${release.unprotected} 个未公布的格可被推算，不能公布`,
          en: `${release.unprotected} withheld cells can be worked out: this cannot be published`,
        },
      });
    }
  }
  return [...faults, ...(await scanBundle(folder, connection).catch((error: Error) => [unreadable(error)]))];
}

const unreadable = ({ message }: Error): BundleFault => ({
  check: 'bundle',
  file: '.',
  text: { zh: `有文件无法读取：${message}`, en: `a file cannot be read: ${message}` },
});

/** Fields without a definition or clause. */
const undefinedFields = ({ resources }: DataPackage): BundleFault[] =>
  resources.flatMap(({ path, schema }) =>
    schema.fields
      .filter((field) =>
        [field.description, field.descriptionEn, field.clause].some((text) => text.trim() === ''),
      )
      .map(
        ({ name }): BundleFault => ({
          check: 'definitions',
          file: path,
          text: { zh: `${name} 没有口径或依据`, en: `${name} has no definition or clause` },
        }),
      ),
  );

async function readText(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainFileError(error, folder);
    throw new UserError({
      zh: `${folder} 中没有 ${name}，不是公开数据包`,
      en: `${folder} has no ${name}: it is not a release bundle`,
    });
  }
}

async function digestFaults(folder: string, sums: string): Promise<BundleFault[]> {
  const linesOf = (text: string): Map<string, string> =>
    new Map(text.split('\n').flatMap((line) => (line === '' ? [] : [[line.slice(66), line.slice(0, 64)]])));
  const said = linesOf(sums);
  const real = linesOf(await sumsOf(folder));
  const files = [...new Set([...said.keys(), ...real.keys()])].sort();
  return files.flatMap((file): BundleFault[] => {
    if (!real.has(file)) return [{ check: 'bundle', file, text: { zh: '文件缺失', en: 'is missing' } }];
    if (!said.has(file))
      return [{ check: 'bundle', file, text: { zh: '不在 SHA256SUMS 中', en: 'is not in SHA256SUMS' } }];
    if (said.get(file) === real.get(file)) return [];
    return [{ check: 'bundle', file, text: { zh: '内容与 SHA256SUMS 不符', en: 'differs from SHA256SUMS' } }];
  });
}

async function described<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
  faults: BundleFault[],
): Promise<z.infer<S> | null> {
  try {
    return schema.parse(JSON.parse(await readText(folder, file)));
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    faults.push({
      check: 'bundle',
      file,
      text: { zh: `不符合格式：${why}`, en: `is not as described: ${why}` },
    });
    return null;
  }
}

const SHAPES: Record<string, RegExp> = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  string: /^[\s\S]+$/,
};

async function readTables(
  folder: string,
  description: DataPackage,
  faults: BundleFault[],
): Promise<Map<string, TableRow[]>> {
  const tables = new Map<string, TableRow[]>();
  const files = new Set(await bundleFiles(folder));
  for (const { name, path, schema } of description.resources) {
    if (!files.has(path)) continue;
    const [head = [], ...lines] = parse(await readText(folder, path), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    const names = schema.fields.map((field) => field.name);
    if (head.join(',') !== names.join(',')) {
      faults.push({
        check: 'bundle',
        file: path,
        text: { zh: '表头与说明不符', en: 'its header differs from its description' },
      });
      continue;
    }
    for (const [at, line] of lines.entries()) {
      for (const [column, { name: field, type }] of schema.fields.entries()) {
        const value = line[column] ?? '';
        if (value === '' || SHAPES[type]?.test(value)) continue;
        faults.push({
          check: 'bundle',
          file: path,
          text: {
            zh: `第 ${at + 2} 行 ${field} 的类型不符`,
            en: `row ${at + 2}: ${field} is not of its type`,
          },
        });
      }
    }
    tables.set(
      name,
      lines.map((line) => Object.fromEntries(names.map((field, at) => [field, line[at] || null]))),
    );
  }
  return tables;
}
