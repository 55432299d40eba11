import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readBytes, withFile } from '../../../test/support/ledger-file.ts';
import { type Cell, cellText, openLedger } from '../formats/index.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readSheet } from './rows.ts';
import type { LedgerRow } from './table.ts';

const programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));
const CASES = [
  'column-number-row.csv',
  'csv-unquoted-thousands.csv',
  'double-bom-quoted.csv',
  'dup-guardian.csv',
  'dup-synonym-left.csv',
  'footers.csv',
  'header-stars.csv',
  'invisible-account.csv',
  'note-word-class.csv',
  'placeholders-cert.csv',
  'side-by-side.csv',
  'stacked-two-kinds.csv',
  'unit-hours-days.csv',
  'unit-wan-header.csv',
];

async function understood(bytes: Uint8Array) {
  return withFile(bytes, async (path) => {
    const ledger = await openLedger(path, '台账');
    const [sheet] = ledger.sheets;
    if (!sheet) throw new Error('no sheet');
    const reading = await readSheet(sheet, programme);
    const rows: LedgerRow[] = [];
    for await (const chunk of reading.rows) rows.push(...chunk);
    await ledger.close();
    return { rows, tables: reading.tables() };
  });
}

test.each(CASES)('%s is read alike as text, .xlsx and .xls', async (name) => {
  const bytes = await readFile(
    fileURLToPath(new URL(`../../../test/fixtures/field-cases/${name}`, import.meta.url)),
  );
  const { sheets } = await readBytes(bytes);
  const cells: Cell[][] = [];
  for (const { row, cells: own } of sheets[0]?.rows ?? []) cells[row - 1] = own;
  const table = Array.from(cells, (own) => (own ?? []).map((cell) => cellText(cell)));
  const workbook = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(table));
  const text = await understood(bytes);
  for (const bookType of ['xlsx', 'biff8'] as const) {
    expect(await understood(XLSX.write(workbook, { type: 'buffer', bookType })), bookType).toEqual(text);
  }
});
