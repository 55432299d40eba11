import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { workbookParts, zip } from '../../../test/support/workbook.ts';
import { LedgerFileError } from './error.ts';

const sample = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../../test/fixtures/sample-ledgers/${name}`, import.meta.url)));

const CSV = (await sample('03培训班2021.csv')).subarray(0, 4000);
const XLS = await sample('02资金任务统计.xls');
const XLSX = await sample('01机构与受影响企业.xlsx');
const PARTS = workbookParts({
  sheets: {
    表: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43895</v></c></row></sheetData>',
  },
  shared: '<si><t>张三</t></si>',
  styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
});

interface Blow {
  /** Position, as a share of the length. */
  at: number;
  bytes: Uint8Array;
  /** Number of removed bytes. */
  gone: number;
}

const blows = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 999_999 }).map((millionth) => millionth / 1_000_000),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc
        .constantFrom('"', '\0', '<', '>', '&', '\n', '\uFFFF', '1E99', '-1')
        .map((text) => Buffer.from(text)),
    ),
    gone: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.constant(100_000)),
  }),
  { minLength: 1, maxLength: 6 },
);

const struck = (whole: Buffer, damage: Blow[]): Buffer =>
  damage.reduce((bytes, { at, bytes: put, gone }) => {
    const place = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + gone)]);
  }, whole);

/** Damage that keeps the length, as on a disk: containers with tables of offsets tolerate more of it. */
const overwritten = (whole: Buffer, damage: Blow[]): Buffer => {
  const bytes = Buffer.from(whole);
  for (const { at, bytes: put } of damage)
    bytes.set(put.subarray(0, bytes.length), Math.floor(at * (bytes.length - 4)));
  return bytes;
};

/** Either the file is read, or it is rejected with a reason in both languages that names it. */
async function expectReadOrRefused(bytes: Buffer): Promise<void> {
  try {
    await readBytes(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerFileError);
    expect((error as LedgerFileError).text).toEqual({
      zh: expect.stringMatching(/^台账：./),
      en: expect.stringMatching(/^台账: ./),
    });
  }
}

const RUNS = { numRuns: 150 };

test.each([
  ['CSV', CSV, struck],
  ['XLSX', XLSX, struck],
  ['XLSX', XLSX, overwritten],
  ['XLS', XLS, struck],
  ['XLS', XLS, overwritten],
])('a mangled %s file is read or refused (%#)', async (_, whole, mangle) => {
  await fc.assert(
    fc.asyncProperty(blows, (damage) => expectReadOrRefused(mangle(whole, damage))),
    RUNS,
  );
});

test.each(Object.keys(PARTS))('a workbook whose %s is mangled is read or refused', async (part) => {
  const whole = Buffer.from(PARTS[part] ?? '');
  await fc.assert(
    fc.asyncProperty(blows, (damage) =>
      expectReadOrRefused(zip({ ...PARTS, [part]: struck(whole, damage) })),
    ),
    RUNS,
  );
});

test('an old workbook whose record has a wrong length is refused', async () => {
  const bytes = Buffer.from(XLS);
  // A length: the following bytes are read as other records.
  bytes[17_837] = 0x94;
  await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'damaged' });
});
