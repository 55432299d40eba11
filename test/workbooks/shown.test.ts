import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalise, openLedger, type SheetRow } from '../../etl/src/formats/index.ts';
import {
  type Cell,
  ExcelDate,
  ExcelError,
  MissingValue,
  ShownCell,
  STRUCK,
  StruckText,
} from '../../etl/src/formats/types.ts';
import { SAMPLE_LEDGERS } from '../support/home.ts';
import { readBytes } from '../support/ledger-file.ts';
import { saveAs } from '../support/office.ts';

const CASES = fileURLToPath(new URL('../fixtures/field-cases', import.meta.url));
/** Refused by us, in words that other tests hold. */
const REFUSED = [
  'biff2-gbk.xls',
  'mht-from.xls',
  'zip-after-bom.xlsx',
  'mixed-gbk-utf8.csv',
  'utf8-one-bad-byte.csv',
  'quote-swallows-rows.csv',
];
/** LibreOffice does not open what names its parts with backslashes; Excel does. */
const NOT_OPENED = ['pass-backslash-absolute-dimension.xlsx'];
/**
 * Cells that LibreOffice shows otherwise than they are read, by file: columns, and the sentence of the specification that
 * they are read by.
 */
const OTHERWISE: Record<string, { columns: number[]; rows?: number[]; because: string }> = {
  // Text written twice: LibreOffice takes neither.
  'inlinestr-with-v.xlsx': { columns: [1, 6, 8], because: 'inline text excludes a value beside it' },
  // A number format that is a quoted text and zeros: LibreOffice exports the bare number.
  'format-prefix-class.xlsx': {
    columns: [1],
    because: 'a code whose number format adds to it (prefix, padding zeros) is read as shown',
  },
  // LibreOffice shows the second mark.
  'double-bom-quoted.csv': {
    columns: [1],
    rows: [1],
    because: 'Invisible characters (all of Unicode Zs, Cf, Zl, Zp) are white space',
  },
  'pass-sep-crcrlf-nul.csv': {
    columns: [1],
    rows: [1],
    because: 'Delimiters: comma, tab, semicolon, |, or what a `sep=` line says',
  },
};
/** Text tables whose delimiter and encoding (numbers of LibreOffice) are not comma and UTF-8. */
const TEXTS: Record<string, { delimiter: number; charset: number }> = {
  'tsv-comma-amounts.csv': { delimiter: 9, charset: 76 },
  'pass-sep-crcrlf-nul.csv': { delimiter: 59, charset: 85 },
  'pass-tsv-utf16.xls': { delimiter: 9, charset: 65_535 },
  '03培训班2021.csv': { delimiter: 44, charset: 85 },
  '04学员2020下.csv': { delimiter: 44, charset: 85 },
  '04学员2021下.csv': { delimiter: 44, charset: 85 },
  '05补贴2020.csv': { delimiter: 44, charset: 85 },
};
const UTF_8 = { delimiter: 44, charset: 76 };
/** Comma, quote, UTF-8, cells as they are shown, every sheet in a file of its own. */
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
/** Every column of a text table as text: what it says, and not what it could be taken for. */
const AS_TEXT = Array.from({ length: 40 }, (_, at) => `${at + 1}/2`).join('/');
const MINUTES = 60_000;

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => /\.(?:xlsx?|csv)$/.test(name) && ![...REFUSED, ...NOT_OPENED].includes(name))
    .sort();
const cases = await namesIn(CASES);
const samples = await namesIn(SAMPLE_LEDGERS);
const paths = new Map([
  ...cases.map((name) => [name, join(CASES, name)] as const),
  ...samples.map((name) => [name, join(SAMPLE_LEDGERS, name)] as const),
]);
const isText = (name: string): boolean => name.endsWith('.csv') || name in TEXTS;

/** The numbers of a date, however it is written, without its time. */
const dateOf = (text: string): string =>
  (text.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((part) => Number(part) % 100)
    .sort((a, b) => a - b)
    .join(' ');

/** The day of a serial number of the calendar that begins in 1900. */
const dayOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);

/** Whether a person who sees `shown` sees what was read. */
function agrees(shown: string, cell: Cell): boolean {
  const text = normalise(shown);
  if (cell === null) return text === '';
  // LibreOffice calculates what the file lacks.
  if (cell instanceof MissingValue) return true;
  // A CSV shows what is struck through like the rest.
  if (cell instanceof StruckText) return `${STRUCK}${text}` === normalise(cell.text);
  if (cell instanceof ExcelError) return text.startsWith('#') || text.startsWith('Err:');
  if (cell instanceof ExcelDate) return dateOf(text) === dateOf(cell.text);
  if (cell instanceof ShownCell) return text === normalise(cell.shown);
  // A date by its type alone (t="d") has no format: LibreOffice shows its serial number.
  const isSerial = /^\d{5}$/.test(text) && /^\d{4}-\d\d-\d\d$/.test(String(cell));
  if (typeof cell === 'string') return (isSerial ? dayOf(Number(text)) : text) === normalise(cell);
  const bare = text.replaceAll(/[,￥¥$]/g, '');
  const decimals = /\.(\d+)/.exec(bare)?.[1]?.length ?? 0;
  const distance = Math.abs(Number(bare) - cell);
  return distance <= 0.5 * 10 ** -decimals || distance <= Math.abs(cell) * 1e-14;
}

/** Cells that a person sees otherwise than they were read. */
function differences(name: string, shown: SheetRow[], read: SheetRow[]): string[] {
  const byRow = new Map(read.map(({ row, cells }) => [row, cells]));
  const last = Math.max(0, ...shown.map(({ row }) => row), ...byRow.keys());
  const seen = new Map(shown.map(({ row, cells }) => [row, cells]));
  const { columns = [], rows } = OTHERWISE[name] ?? {};
  const found: string[] = [];
  for (let row = 1; row <= last; row += 1) {
    const [theirs, ours] = [seen.get(row) ?? [], byRow.get(row) ?? []];
    for (let column = 0; column < Math.max(theirs.length, ours.length); column += 1) {
      if (columns.includes(column + 1) && (rows?.includes(row) ?? true)) continue;
      if (!agrees(String(theirs[column] ?? ''), ours[column] ?? null))
        found.push(`row ${row}, column ${column + 1}`);
    }
  }
  return found;
}

describe('what LibreOffice shows is what is read', () => {
  let folder: string;
  let shown: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-shown-'));
    const [out, profile] = [join(folder, 'csv'), join(folder, 'profile')];
    await mkdir(out);
    await saveAs(
      [...paths].flatMap(([name, path]) => (isText(name) ? [] : [path])),
      AS_SHOWN,
      out,
      profile,
    );
    // Texts are copied: LibreOffice goes by the name.
    const groups = new Map<string, string[]>();
    for (const [name, path] of paths) {
      if (!isText(name)) continue;
      const { delimiter, charset } = TEXTS[name] ?? UTF_8;
      const copy = join(folder, `${name.replace(/\.\w+$/, '')}.csv`);
      await copyFile(path, copy);
      const filter = `Text - txt - csv (StarCalc):${delimiter},34,${charset},1,${AS_TEXT}`;
      groups.set(filter, [...(groups.get(filter) ?? []), copy]);
    }
    for (const [filter, texts] of groups) await saveAs(texts, AS_SHOWN, out, profile, filter);
    shown = await readdir(out);
  }, 8 * MINUTES);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([...paths.keys()])('%s', async (name) => {
    const ledger = await openLedger(paths.get(name) ?? '', name);
    const stem = name.replace(/\.\w+$/, '');
    for (const sheet of ledger.sheets) {
      const rows: SheetRow[] = [];
      for await (const chunk of sheet.rows()) rows.push(...chunk);
      const file = `${stem}-${sheet.name || stem}.csv`;
      expect(shown, `LibreOffice shows no sheet ${sheet.name}`).toContain(file);
      const bytes = await readFile(join(folder, 'csv', file));
      const theirs = bytes.toString().trim() === '' ? [] : ((await readBytes(bytes)).sheets[0]?.rows ?? []);
      expect(differences(name, theirs, rows), sheet.name).toEqual([]);
    }
    await ledger.close();
    expect(ledger.sheets.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(OTHERWISE))('%s differs for a reason', async (name, { because }) => {
    expect(paths.has(name)).toBe(true);
    expect(because).not.toBe('');
  });
});
