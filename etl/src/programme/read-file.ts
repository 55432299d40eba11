import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { explainFileError } from '../base/errors.ts';
import type { CsvFile } from './csv-file.ts';
import type { Fault } from './faults.ts';

/** A line of a file with its number there. */
export interface NumberedLine {
  line: number;
  values: Readonly<Record<string, unknown>>;
}

/** The text of one file of a programme's folder. @throws UserError if it cannot be read */
export async function readText(folder: string, { file }: CsvFile): Promise<string> {
  const path = join(folder, file);
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw explainFileError(error, path);
  });
}

/**
 * Parses the text of one file of a programme.
 * @returns the valid lines; problems of the others are added to `faults`
 */
export function parseLines({ file, fields }: CsvFile, text: string, faults: Fault[]): NumberedLine[] {
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    records = parse(text, {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines } = error as { lines?: number };
    const problem = `不是规范的 CSV · not well-formed CSV: ${(error as Error).message}`;
    faults.push({ file, line: lines ?? null, field: null, problem });
    return [];
  }
  const header = Object.keys(records[0]?.record ?? {});
  const missing = records.length > 0 ? Object.keys(fields).filter((field) => !header.includes(field)) : [];
  for (const field of missing)
    faults.push({ file, line: 1, field, problem: '缺少此列 · this column is missing' });
  if (missing.length > 0) return [];
  const schema = lineSchema(fields);
  return records.flatMap(({ info, record }): NumberedLine[] => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return [{ line: info.lines, values: parsed.data }];
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0] ?? '');
      faults.push({ file, line: info.lines, field, problem: `“${record[field] ?? ''}” ${issue.message}` });
    }
    return [];
  });
}

type LineSchema = z.ZodType<NumberedLine['values']>;
const schemas = new WeakMap<CsvFile['fields'], LineSchema>();
/** The schema of a line, made once: zod compiles it, which takes longer than to read most files. */
function lineSchema(fields: CsvFile['fields']): LineSchema {
  const known = schemas.get(fields);
  if (known) return known;
  const schema = z
    .object(Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.schema])))
    .readonly();
  schemas.set(fields, schema);
  return schema;
}
