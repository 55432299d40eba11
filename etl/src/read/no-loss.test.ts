import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lostCells,
  type MadeSheet,
  madeSheet,
  readFileOf,
  walkText,
  walkWorkbook,
  writeSheets,
  writeText,
} from '../../../test/support/sheets.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readSheet } from './rows.ts';
import type { LedgerRow } from './table.ts';

const programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));

describe('every filled cell is read as it is, or named in the report', () => {
  test.each(['xlsx', 'biff8'] as const)('in bytes of %s', async (bookType) => {
    await fc.assert(
      fc.asyncProperty(fc.array(madeSheet, { minLength: 1, maxLength: 4 }), async (sheets) => {
        const bytes = writeSheets(sheets, bookType);
        const walks = walkWorkbook(bytes);
        const found = await readFileOf(bytes, programme);
        expect(found.map(({ cells }) => cells)).toEqual(walks);
        const lost = walks.map((walk, at) =>
          lostCells(walk, found[at]?.account ?? { tables: [], read: [] }, programme),
        );
        expect(lost).toEqual(sheets.map(() => []));
      }),
      { numRuns: 60 },
    );
  });

  test('in bytes of text', async () => {
    await fc.assert(
      fc.asyncProperty(madeSheet, async (sheet) => {
        const text = writeText(sheet);
        const walk = walkText(text);
        fc.pre(walk.size > 0);
        const [found] = await readFileOf(text, programme);
        expect(found?.cells).toEqual(walk);
        expect(lostCells(walk, found?.account ?? { tables: [], read: [] }, programme)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

test('rows are the same however many are handed over at once, and balance', async () => {
  await fc.assert(
    fc.asyncProperty(madeSheet, fc.integer({ min: 1, max: 7 }), async (sheet, rowsAtOnce) => {
      const whole = await readRows(sheet, sheet.rows.length + 1);
      const parts = await readRows(sheet, rowsAtOnce);
      expect(parts.read).toEqual(whole.read);
      for (const [number, { read: all, ignored, kind }] of parts.tables.entries()) {
        if (kind === null) expect(ignored).toBe(all);
        else expect(all - ignored).toBe(parts.read.filter((one) => one.table === number).length);
      }
    }),
    { numRuns: 300 },
  );
});

async function readRows({ rows, merges }: MadeSheet, atOnce: number) {
  const sheet = rows.map((cells, at) => ({ row: at + 1, cells }));
  const reading = await readSheet(
    {
      name: '表',
      state: 'visible',
      remarks: [],
      merges,
      async *rows() {
        for (let at = 0; at < sheet.length; at += atOnce) yield sheet.slice(at, at + atOnce);
      },
    },
    programme,
  );
  const read: LedgerRow[] = [];
  for await (const chunk of reading.rows) read.push(...chunk);
  return { read, tables: reading.tables() };
}
