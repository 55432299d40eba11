import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { compound, workbook, workbookParts, zip } from '../../../test/support/workbook.ts';
import { LIMITS } from './limits.ts';

const SECONDS = 2000;
const SECTOR = 512;

/** Fails if reading a small file takes too long. */
async function timed<T>(read: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await read();
  } finally {
    expect(performance.now() - start).toBeLessThan(SECONDS);
  }
}

function record(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}

test('a chain of sectors that comes back to itself is damage', async () => {
  const bytes = compound({ Workbook: Buffer.alloc(20_000, 1) });
  const table = (bytes.readUInt32LE(0x4c) + 1) * SECTOR;
  // Every sector is followed by itself, whichever the stream begins with.
  for (let sector = 0; sector < SECTOR / 4; sector += 1) bytes.writeUInt32LE(sector, table + sector * 4);
  await timed(() => expect(readBytes(bytes)).rejects.toMatchObject({ code: 'damaged' }));
});

test('a thousand sheets that all begin at the same place are damage', async () => {
  const start = Buffer.alloc(16);
  start.writeUInt16LE(0x0600, 0);
  const sheet = Buffer.alloc(9);
  sheet.writeUInt8(1, 6);
  sheet.write('a', 8);
  const globals = (at: number): Buffer => {
    sheet.writeUInt32LE(at, 0);
    const listed = Array.from({ length: 1000 }, () => record(0x0085, Buffer.from(sheet)));
    return Buffer.concat([record(0x0809, start), ...listed, record(0x000a, Buffer.alloc(0))]);
  };
  const body = Buffer.concat([record(0x0809, start), record(0x000a, Buffer.alloc(0))]);
  const stream = Buffer.concat([globals(globals(0).length), body, Buffer.alloc(5000)]);
  await timed(() =>
    expect(readBytes(compound({ Workbook: stream }))).rejects.toMatchObject({ code: 'damaged' }),
  );
});

test('two payouts below a code that is merged over a million rows', async () => {
  const path = new URL('../../../test/fixtures/field-cases/merged-to-the-end.xlsx', import.meta.url);
  const bytes = await readFile(fileURLToPath(path));
  const { sheets } = await timed(() => readBytes(bytes));
  expect(sheets[0]?.rows).toHaveLength(3);
});

test('the limit of a cell is said with its row', async () => {
  const text = 'x'.repeat(LIMITS.cellText + 1);
  const cell = `<c r="A2" t="inlineStr"><is><t>${text}</t></is></c>`;
  const book = workbook({ sheets: { 表: `<sheetData><row r="2">${cell}</row></sheetData>` } });
  for (const bytes of [book, `a,b\n${text},1\n`]) {
    await expect(readBytes(bytes)).rejects.toMatchObject({
      code: 'too-large',
      text: { zh: expect.stringMatching(/第 2 行.*32767/), en: expect.stringMatching(/row 2.*32767/) },
    });
  }
});

const DRAWN = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing';
/** A workbook whose sheet has drawings, by the name of their parts. */
function drawn(targets: string[], drawing: string): Buffer {
  const relations = targets.map(
    (target, at) => `<Relationship Id="r${at}" Type="${DRAWN}" Target="${target}"/>`,
  );
  return zip({
    ...workbookParts({ sheets: { 台账: '<sheetData><row><c><v>1</v></c></row></sheetData>' } }),
    'xl/worksheets/_rels/s0.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/d.xml': drawing,
  });
}
const paragraph = (text: string): string => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`;

test('a drawing is read once, whatever refers to it, and none that is large', async () => {
  const often = drawn(Array(10_000).fill('../d.xml'), paragraph(' ').repeat(50_000) + paragraph('单位：元'));
  const [sheet] = (await timed(() => readBytes(often))).sheets;
  expect(sheet?.beside).toEqual([{ text: '单位：元', isShown: true }]);
  const large = drawn(['../d.xml'], `${paragraph('单位：元')}${' '.repeat(LIMITS.besideParts)}`);
  const [other] = (await timed(() => readBytes(large))).sheets;
  expect(other?.beside).toEqual([]);
});

test('what is no number of a character does not end a drawing', async () => {
  const texts = ['&#abc;', '&#x5143;', '&#20803;', '&#9999999;'];
  const [sheet] = (await readBytes(drawn(['../d.xml'], texts.map(paragraph).join('')))).sheets;
  expect(sheet?.beside?.map(({ text }) => text)).toEqual(['&#abc;', '元', '元', '\u{10ffff}']);
});
