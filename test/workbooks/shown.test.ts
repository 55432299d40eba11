import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellText, ExcelDate, type SheetRow } from '../../etl/src/formats/index.ts';
import { readBytes } from '../support/ledger-file.ts';
import { saveAs, soffice } from '../support/office.ts';

/** Comma, quotes, UTF-8, and cells as they are shown; the first sheet. */
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';

const NAMES = [
  'alternate-content-styles.xlsx',
  'date1904-excel2013.xlsx',
  'format-prefix-class.xlsx',
  'hidden-sheets.xlsx',
  'inlinestr-with-v.xlsx',
  'merged-amount.xlsx',
  'pass-backslash-absolute-dimension.xlsx',
  'pass-biff5-codepage-936.xls',
  'pass-prefixed-no-r.xlsx',
  'pass-strict-iso-dates.xlsx',
  'percent-hours.xlsx',
  'root-package.xlsx',
  'two-row-header-notice.xlsx',
  'unit-wan-title.xlsx',
];
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/field-cases/${name}`, import.meta.url));

/** Filled cells by row and column. Dates and plain numbers by what they say, however they are written. */
function filled(rows: SheetRow[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { row, cells } of rows) {
    for (const [column, cell] of cells.entries()) {
      const text = cell instanceof ExcelDate ? cell.text : cellText(cell);
      if (text !== null && text.trim() !== '') found.set(`${row}/${column + 1}`, plain(text.trim()));
    }
  }
  return found;
}

function plain(text: string): string {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const number = text.replaceAll(',', '');
  return /^\d{1,12}\.\d+$/.test(number) ? String(Number(number)) : text;
}

describe.skipIf(soffice === undefined)('what LibreOffice shows is what is read', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-shown-'));
    await saveAs(NAMES.map(pathOf), AS_SHOWN, folder, join(folder, 'profile'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(NAMES)('%s', async (name) => {
    const read = await readBytes(await readFile(pathOf(name)));
    const shown = await readBytes(await readFile(join(folder, basename(name).replace(/\.\w+$/, '.csv'))));
    const cells = filled(shown.sheets[0]?.rows ?? []);
    expect(cells.size).toBeGreaterThan(5);
    expect(filled(read.sheets[0]?.rows ?? [])).toEqual(cells);
  });
});
