import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalise, openLedger, type SheetRow } from '../../etl/src/formats/index.ts';
import { type Cell, ExcelDate, ExcelError, MissingValue, ShownCell } from '../../etl/src/formats/types.ts';
import { SAMPLE_LEDGERS } from '../support/home.ts';
import { readBytes } from '../support/ledger-file.ts';
import { saveAs, soffice } from '../support/office.ts';

const CASES = fileURLToPath(new URL('../fixtures/field-cases', import.meta.url));
/** Refused by us, in words that other tests hold. */
const REFUSED = ['biff2-gbk.xls', 'mht-from.xls', 'zip-after-bom.xlsx'];
/** Text that only its name calls a workbook. */
const TEXTS = ['pass-tsv-utf16.xls'];
/** LibreOffice does not open what names its parts with backslashes; Excel does. */
const NOT_OPENED = ['pass-backslash-absolute-dimension.xlsx'];
/** Cells that LibreOffice shows otherwise than Excel, by file and column; what the contract says of them is read. */
const OTHERWISE: Record<string, number[]> = {
  // Text written twice: it takes neither, the contract the inline one.
  'inlinestr-with-v.xlsx': [1, 6, 8],
  // A number format that is a quoted text and zeros: it exports the bare number.
  'format-prefix-class.xlsx': [1],
};
/** Comma, quote, UTF-8, cells as they are shown, every sheet in a file of its own. */
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
const MINUTES = 60_000;

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => /\.xlsx?$/.test(name) && ![...REFUSED, ...TEXTS, ...NOT_OPENED].includes(name))
    .sort();
const cases = await namesIn(CASES);
const samples = await namesIn(SAMPLE_LEDGERS);
const paths = new Map([
  ...cases.map((name) => [name, join(CASES, name)] as const),
  ...samples.map((name) => [name, join(SAMPLE_LEDGERS, name)] as const),
]);

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
function differences(shown: SheetRow[], read: SheetRow[], otherwise: number[] = []): string[] {
  const byRow = new Map(read.map(({ row, cells }) => [row, cells]));
  const last = Math.max(0, ...shown.map(({ row }) => row), ...byRow.keys());
  const seen = new Map(shown.map(({ row, cells }) => [row, cells]));
  const found: string[] = [];
  for (let row = 1; row <= last; row += 1) {
    const [theirs, ours] = [seen.get(row) ?? [], byRow.get(row) ?? []];
    for (let column = 0; column < Math.max(theirs.length, ours.length); column += 1) {
      if (otherwise.includes(column + 1)) continue;
      if (!agrees(String(theirs[column] ?? ''), ours[column] ?? null))
        found.push(`row ${row}, column ${column + 1}`);
    }
  }
  return found;
}

describe.skipIf(soffice === undefined)('what LibreOffice shows is what is read', () => {
  let folder: string;
  let shown: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-shown-'));
    await mkdir(join(folder, 'csv'));
    await saveAs([...paths.values()], AS_SHOWN, join(folder, 'csv'), join(folder, 'profile'));
    shown = await readdir(join(folder, 'csv'));
  }, 5 * MINUTES);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([...paths.keys()])('%s', async (name) => {
    const ledger = await openLedger(paths.get(name) ?? '', name);
    const stem = name.replace(/\.\w+$/, '');
    let compared = 0;
    for (const sheet of ledger.sheets) {
      const rows: SheetRow[] = [];
      for await (const chunk of sheet.rows()) rows.push(...chunk);
      const file = shown.find((one) => one === `${stem}-${sheet.name}.csv`);
      if (file === undefined) continue;
      const bytes = await readFile(join(folder, 'csv', file));
      const theirs = bytes.toString().trim() === '' ? [] : ((await readBytes(bytes)).sheets[0]?.rows ?? []);
      expect(differences(theirs, rows, OTHERWISE[name]), sheet.name).toEqual([]);
      compared += 1;
    }
    await ledger.close();
    expect(compared).toBeGreaterThan(0);
  });
});
