import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import type { QuarantineEntry } from '@skill-ledger/contracts';
import type { StagedSheet } from '../../etl/src/stage/staged.ts';
import type { TestHome } from './home.ts';
import { payout, personId } from './ledgers.ts';

export type FieldCell = string | number | null;
type Sheet = XLSX.WorkSheet;

/** A sheet as a clerk might send it. */
export interface FieldCase {
  rows: FieldCell[][];
  /** Ranges like A1:C1; text tables have none. */
  merges?: string[];
  /** What else a workbook's sheet has; the case then has no text table. */
  sheet?: (sheet: Sheet) => void;
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
export async function checkCases(
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

let serial = 0;
/** A payout of a person of its own, of a class of the base. */
export function ownPayout(change: Record<string, string> = {}): Record<string, string> {
  serial += 1;
  return payout({
    发放编号: `BT${1000 + serial}`,
    班级编号: 'YW2020010001',
    // A serial has three digits.
    证件号码: personId(serial % 1000, `19${90 - Math.floor(serial / 1000)}0101`),
    ...change,
  });
}

/** Header and rows of ledgers that all have the same columns. */
export function tableOf(...ledger: Record<string, string>[]): FieldCell[][] {
  const header = Object.keys(ledger[0] ?? {});
  return [header, ...ledger.map((row) => header.map((column) => row[column] || null))];
}
