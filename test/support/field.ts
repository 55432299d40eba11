import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import type { QuarantineEntry } from '@skill-ledger/contracts';
import { afterAll, beforeAll } from 'vitest';
import type { StagedSheet } from '../../etl/src/stage/staged.ts';
import { makeHome, type TestHome } from './home.ts';
import { enrolment, fund, payout, personId } from './ledgers.ts';

export type FieldCell = string | number | null;
/** A sheet as a clerk might send it. */
export interface FieldCase {
  rows: FieldCell[][];
  /** Ranges like A1:C1; text tables have none. */
  merges?: string[];
  /** What else a workbook's sheet has; the case then has no text table. */
  sheet?: (sheet: XLSX.WorkSheet) => void;
  sheetName?: string;
}

export const FIELD_FORMATS = ['csv', 'xlsx', 'xls'] as const;
export type FieldFormat = (typeof FIELD_FORMATS)[number];

/** A file of the field cases. */
export const fieldCase = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../fixtures/field-cases/${name}`, import.meta.url)));

/** Loads the classes and institutions that the field cases refer to. */
export async function loadFieldBase(test: TestHome): Promise<void> {
  const names = ['base-institutions.csv', 'base-classes.csv'];
  const files = await Promise.all(names.map(async (name) => [name, await fieldCase(name)] as const));
  await test.load(Object.fromEntries(files));
}

/** Makes a home that has the base before the tests of a file or `describe`, and removes it after them. */
export function useFieldHome(): () => TestHome {
  let test: TestHome | undefined;
  beforeAll(async () => {
    test = await makeHome();
    await loadFieldBase(test);
  });
  afterAll(() => test?.remove());
  return () => {
    if (!test) throw new Error('the home is made before the first test: ask for it inside of one');
    return test;
  };
}

const quoted = (cell: FieldCell): string => {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The case as the bytes of a file; null where the format cannot hold it. */
export function fieldBytes(
  { rows, merges = [], sheet, sheetName = '台账' }: FieldCase,
  format: FieldFormat,
): Uint8Array | string | null {
  if (format === 'csv') {
    if (sheet || sheetName !== '台账') return null;
    return rows.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  }
  const made = XLSX.utils.aoa_to_sheet(rows);
  made['!merges'] = merges.map((range) => XLSX.utils.decode_range(range));
  sheet?.(made);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, made, sheetName);
  return XLSX.write(book, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx' });
}

/** What a dry run says of one file. */
export interface FieldFound {
  accepted: number;
  quarantined: number;
  /** Codes by row. */
  codes: Record<number, string[]>;
  sheets: StagedSheet[];
}

/** Checks files in one dry run; those that cannot be read come as the words of their refusal. */
export async function checkFiles(
  test: TestHome,
  files: Record<string, Uint8Array | string>,
): Promise<Record<string, FieldFound | string>> {
  let rows: QuarantineEntry[] = [];
  const result = await test.load(files, {
    dryRun: true,
    skipUnreadable: true,
    onQuarantined: async (found) => {
      rows = found;
    },
  });
  const found = Object.keys(files).map((path): [string, FieldFound | string] => {
    const refused = result.unreadable.find((file) => file.path === path);
    if (refused) return [path, refused.text.zh];
    const sheets = result.files.find((file) => file.path === path)?.sheets ?? [];
    const sum = (of: 'accepted' | 'quarantined'): number => sheets.reduce((all, one) => all + one[of], 0);
    const own = rows.filter((row) => row.file === path);
    const codes = Object.fromEntries(own.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)]));
    const staged = result.staged.find((file) => file.path === path)?.sheets ?? [];
    return [path, { accepted: sum('accepted'), quarantined: sum('quarantined'), codes, sheets: staged }];
  });
  return Object.fromEntries(found);
}

/** Checks every case in each format that can hold it, with one dry run a format. */
async function checkCases(
  test: TestHome,
  cases: Record<string, FieldCase>,
): Promise<Record<FieldFormat, Record<string, FieldFound>>> {
  const found = {} as Record<FieldFormat, Record<string, FieldFound>>;
  for (const format of FIELD_FORMATS) {
    const names = Object.keys(cases);
    const files = Object.entries(cases).flatMap(([name, one]) => {
      const bytes = fieldBytes(one, format);
      return bytes === null ? [] : [[`${names.indexOf(name)}.${format}`, bytes] as const];
    });
    const results = await checkFiles(test, Object.fromEntries(files));
    found[format] = Object.fromEntries(
      Object.entries(results).map(([path, result]) => {
        if (typeof result === 'string') throw new Error(`${path}: ${result}`);
        return [names[Number.parseInt(path, 10)] ?? '', result];
      }),
    );
  }
  return found;
}

/**
 * Checks every case in each format before the tests of a file or `describe`.
 * @returns gives what was found of a case; throws where the format cannot hold it
 */
export function useFieldCases(
  cases: Record<string, FieldCase>,
  home = useFieldHome(),
): (format: FieldFormat, name: string) => FieldFound {
  let found: Awaited<ReturnType<typeof checkCases>> | undefined;
  beforeAll(async () => {
    found = await checkCases(home(), cases);
  });
  return (format, name) => {
    const one = found?.[format][name];
    if (!one) throw new Error(`no case “${name}” was checked in .${format}`);
    return one;
  };
}

let [persons, payouts] = [0, 0];
/** The id of a person whom no other row names. */
export function ownPerson(): string {
  persons += 1;
  // A serial has three digits.
  return personId(persons % 1000, `19${90 - Math.floor(persons / 1000)}0202`);
}

/** A payout of a person of its own, of a class of the base. */
export function ownPayout(change: Record<string, string> = {}): Record<string, string> {
  payouts += 1;
  const own = { 发放编号: `BT${1000 + payouts}`, 班级编号: 'YW2020010001', 证件号码: ownPerson() };
  return payout({ ...own, ...change });
}

/** A trainee of its own without a certificate, in a class of the base. */
export function ownEnrolment(change: Record<string, string> = {}): Record<string, string> {
  const own = { 班级编号: 'YW2020010001', 证件号码: ownPerson(), 证书编号: '', 发证日期: '' };
  return enrolment({ ...own, ...change });
}

/** Header and rows of ledgers that all have the same columns. */
export function tableOf(...ledger: Record<string, string>[]): FieldCell[][] {
  const header = Object.keys(ledger[0] ?? {});
  return [header, ...ledger.map((row) => header.map((column) => row[column] || null))];
}
const cellsOf = (row: Record<string, string>): FieldCell[] => tableOf(row)[1] ?? [];

/** Header of payouts, and the cells of one below it. */
export const PAYOUT = Object.keys(payout());
export const paid = (change?: Record<string, string>): FieldCell[] => cellsOf(ownPayout(change));

/** Header of enrolments, and the cells of one below it. */
export const ENROLMENT = Object.keys(enrolment());
export const trained = (change?: Record<string, string>): FieldCell[] => cellsOf(ownEnrolment(change));

/** Header of funds; `fundRows` makes the cells below it. */
export const FUNDS = Object.keys(fund());
/** Makes rows of funds, each of a year of its own, which is their key. Files share this module: each has its own rows. */
export function fundRows(): (budget?: FieldCell, arrived?: FieldCell) => FieldCell[] {
  let year = 1900;
  return (budget = 16, arrived = 12) => {
    year += 1;
    return [year, '人社局', '就业补助资金', budget, arrived];
  };
}

/** A workbook's row with a number in one of its columns, shown in a number format. */
export function shownAs(
  [header, cells]: [string[], FieldCell[]],
  [label, value]: [string, number],
  format: string,
): FieldCase {
  const column = header.indexOf(label);
  return {
    rows: [header, cells.with(column, value)],
    sheet: (sheet) => {
      sheet[XLSX.utils.encode_cell({ r: 1, c: column })].z = format;
    },
  };
}

/** Rows as a text of commas, in which nothing is quoted. */
export const plainText = (rows: FieldCell[][], by = '\n'): string =>
  rows.map((cells) => cells.map((cell) => cell ?? '').join(',')).join(by);
