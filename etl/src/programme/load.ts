import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { explainFileError, UserError } from '../base/errors.ts';
import type { Programme } from './programme.ts';
import { Facts, FILES, type FileName, type Line } from './schema.ts';

/** One thing that is wrong with a programme's data. */
export interface Fault {
  file: string;
  /** Physical line in the file; null where the whole file is meant. */
  line: number | null;
  field: string | null;
  problem: string;
}

/** A programme's data cannot be used; says every fault with file, line and field. */
export class ProgrammeError extends UserError {
  override readonly name = 'ProgrammeError';
  readonly faults: Fault[];
  constructor(folder: string, faults: Fault[]) {
    const lines = faults.map(
      ({ file, line, field, problem }) =>
        `  ${[file, line, field].filter((part) => part !== null).join(':')} ${problem}`,
    );
    super({
      zh: `方案数据有 ${faults.length} 处错误（${folder}），请逐条更正：\n${lines.join('\n')}`,
      en: `the programme’s data have ${faults.length} fault(s), see above: mend the lines named`,
    });
    this.faults = faults;
  }
}

const SHIPPED = fileURLToPath(new URL('../../../data/programmes', import.meta.url));

/** Folder of all programmes: SKILL_LEDGER_PROGRAMMES, or those that come with the product. */
const programmesFolder = (): string => process.env.SKILL_LEDGER_PROGRAMMES || SHIPPED;

/** Folder of a programme by its id. */
export const programmeFolder = (id: string): string => join(programmesFolder(), id);

/** Ids of the programmes there are. */
export async function listProgrammes(): Promise<string[]> {
  const entries = await readdir(programmesFolder(), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

interface Read<Name extends FileName> {
  lines: { line: number; values: Line<Name> }[];
}

/**
 * Reads and checks a programme's folder.
 * @throws ProgrammeError naming every fault at once
 */
export async function loadProgramme(folder: string): Promise<Programme> {
  const faults: Fault[] = [];
  const read = async <Name extends FileName>(file: Name): Promise<Read<Name>> =>
    readFileLines(folder, file, faults);
  const [
    facts,
    targets,
    domains,
    domainYears,
    units,
    aliases,
    standards,
    uplifts,
    thresholds,
    columns,
    words,
    notes,
    industries,
    eligiblePlaces,
    payees,
    noticeModes,
    standardFits,
    watchBars,
    dismissals,
    rules,
  ] = await Promise.all([
    read('programme.csv'),
    read('targets.csv'),
    read('domains.csv'),
    read('domain_years.csv'),
    read('units.csv'),
    read('unit_aliases.csv'),
    read('standards.csv'),
    read('uplifts.csv'),
    read('thresholds.csv'),
    read('columns.csv'),
    read('words.csv'),
    read('note_words.csv'),
    read('industries.csv'),
    read('eligible_places.csv'),
    read('payees.csv'),
    read('notice_modes.csv'),
    read('standard_fits.csv'),
    read('watch_bars.csv'),
    read('dismissals.csv'),
    read('rules.csv'),
  ]);
  const values = <Name extends FileName>({ lines }: Read<Name>): Line<Name>[] =>
    lines.map((line) => line.values);

  unique('targets.csv', 'figure', targets, (line) => line.figure, faults);
  unique('domains.csv', 'name', domains, (line) => line.name, faults);
  unique('domains.csv', 'number', domains, (line) => String(line.number), faults);
  unique(
    'domain_years.csv',
    'domain',
    domainYears,
    (line) => `${line.domain} ${line.year} ${line.kind}`,
    faults,
  );
  unique('units.csv', 'name', units, (line) => line.name, faults);
  unique('units.csv', 'code', units, (line) => line.code, faults);
  unique('unit_aliases.csv', 'alias', aliases, (line) => line.alias, faults);
  unique('standards.csv', 'code', standards, (line) => `${line.code} ${line.validFrom}`, faults);
  unique('rules.csv', 'rule', rules, (line) => line.rule, faults);
  unique('words.csv', 'word', words, (line) => line.word, faults);
  unique('thresholds.csv', 'id', thresholds, (line) => line.id, faults);
  unique('columns.csv', 'field', columns, (line) => `${line.kind} ${line.field}`, faults);
  const unitNames = new Set(values(units).map((unit) => unit.name));
  const standardCodes = new Set(values(standards).map((standard) => standard.code));
  for (const field of ['withoutCertificate', 'forStudents'] as const) {
    known('standards.csv', field, standards, (line) => line[field], standardCodes, 'standards.csv', faults);
  }
  known(
    'standard_fits.csv',
    'standard',
    standardFits,
    (line) => line.standard,
    standardCodes,
    'standards.csv',
    faults,
  );
  const domainNames = new Set(values(domains).map((domain) => domain.name));
  known('domains.csv', 'lead', domains, (line) => line.lead, unitNames, 'units.csv', faults);
  known('unit_aliases.csv', 'unit', aliases, (line) => line.unit, unitNames, 'units.csv', faults);
  known('domain_years.csv', 'domain', domainYears, (line) => line.domain, domainNames, 'domains.csv', faults);
  const record = readFacts(facts, faults);
  if (faults.length > 0 || !record) throw new ProgrammeError(folder, faults);

  return {
    id: basename(folder),
    facts: record,
    targets: values(targets),
    domains: values(domains),
    domainYears: values(domainYears),
    units: values(units),
    unitAliases: new Map([
      ...values(units).map((unit) => [unit.name, unit.name] as const),
      ...values(aliases).map(({ alias, unit }) => [alias, unit] as const),
    ]),
    standards: values(standards),
    uplifts: values(uplifts),
    thresholds: new Map(values(thresholds).map((threshold) => [threshold.id, threshold])),
    columns: values(columns),
    words: new Map(values(words).map(({ word, en }) => [word, en])),
    noteWords: values(notes).map(({ word }) => word),
    industries: values(industries),
    eligiblePlaces: values(eligiblePlaces),
    payees: values(payees),
    noticeModes: values(noticeModes),
    standardFits: values(standardFits),
    watchBars: values(watchBars),
    dismissals: values(dismissals),
    rules: values(rules),
  };
}

async function readFileLines<Name extends FileName>(
  folder: string,
  file: Name,
  faults: Fault[],
): Promise<Read<Name>> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw explainFileError(error, path);
  });
  const schema = FILES[file] as unknown as z.ZodObject;
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
    faults.push({
      file,
      line: lines ?? null,
      field: null,
      problem: `不是规范的 CSV · not well-formed CSV: ${(error as Error).message}`,
    });
    return { lines: [] };
  }
  const header = Object.keys(records[0]?.record ?? {});
  const missing = Object.keys(schema.shape).filter((field) => records.length > 0 && !header.includes(field));
  for (const field of missing)
    faults.push({ file, line: 1, field, problem: '缺少此列 · this column is missing' });
  if (missing.length > 0) return { lines: [] };
  const lines: Read<Name>['lines'] = [];
  for (const { info, record } of records) {
    const parsed = schema.safeParse(record);
    if (parsed.success) lines.push({ line: info.lines, values: parsed.data as Line<Name> });
    else {
      for (const issue of parsed.error.issues) {
        const field = String(issue.path[0] ?? '');
        faults.push({ file, line: info.lines, field, problem: `“${record[field] ?? ''}” ${issue.message}` });
      }
    }
  }
  return { lines };
}

function readFacts({ lines }: Read<'programme.csv'>, faults: Fault[]): z.output<typeof Facts> | null {
  const parsed = Facts.safeParse(Object.fromEntries(lines.map(({ values }) => [values.key, values.value])));
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? '');
    const line = lines.find(({ values }) => values.key === key)?.line ?? null;
    faults.push({
      file: 'programme.csv',
      line,
      field: line === null ? key : 'value',
      problem: line === null ? `缺少 ${key} 一行 · no line with key ${key}` : issue.message,
    });
  }
  return null;
}

function unique<Name extends FileName>(
  file: Name,
  field: string,
  { lines }: Read<Name>,
  keyOf: (values: Line<Name>) => string,
  faults: Fault[],
): void {
  const seen = new Map<string, number>();
  for (const { line, values } of lines) {
    const key = keyOf(values);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    else faults.push({ file, line, field, problem: `“${key}” 与第 ${first} 行重复 · repeats line ${first}` });
  }
}

function known<Name extends FileName>(
  file: Name,
  field: string,
  { lines }: Read<Name>,
  nameOf: (values: Line<Name>) => string | null,
  names: Set<string>,
  home: FileName,
  faults: Fault[],
): void {
  for (const { line, values } of lines) {
    const name = nameOf(values);
    if (name === null || names.has(name)) continue;
    faults.push({ file, line, field, problem: `“${name}” 不在 ${home} 中 · is not in ${home}` });
  }
}
