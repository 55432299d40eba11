import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { compound } from '../../../test/support/workbook.ts';
import { ExcelDate, ExcelError, ShownCell } from './types.ts';

/** An old Excel workbook of one sheet. */
function xls(cells: Record<string, CellObject>, more: WorkSheet = {}, date1904 = false): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, { '!ref': 'A1:Z50', ...cells, ...more }, '表');
  book.Workbook = { WBProps: { date1904 } };
  return write(book, { type: 'buffer', bookType: 'biff8' });
}

const rowsOf = async (content: Buffer) => (await readBytes(content)).sheets[0]?.rows;

test('cells of every type, and row numbers that jump', async () => {
  const rows = await rowsOf(
    xls({
      B2: { t: 's', v: ' 张三 ' },
      C2: { t: 'n', v: 1500.1 },
      D2: { t: 'n', v: 330_782_198_412_121_000 },
      A4: { t: 'b', v: true },
      B4: { t: 'b', v: false },
      C4: { t: 'e', v: 7 },
      D4: { t: 'e', v: 42 },
    }),
  );
  expect(rows).toEqual([
    { row: 2, cells: [null, ' 张三 ', 1500.1, 330_782_198_412_121_000] },
    { row: 4, cells: ['TRUE', 'FALSE', new ExcelError('#DIV/0!'), new ExcelError('#N/A')] },
  ]);
});

test('dates by the format of the cell', async () => {
  const rows = await rowsOf(
    xls({
      A1: { t: 'n', v: 43_895, z: 'm/d/yy' },
      B1: { t: 'n', v: 43_895.5, z: 'yyyy"年"m"月"d"日" h:mm' },
      C1: { t: 'n', v: 43_895, z: '0"days"' },
    }),
  );
  expect(rows?.[0]?.cells).toEqual([
    new ExcelDate('2020-03-05'),
    new ExcelDate('2020-03-05 12:00:00'),
    new ShownCell(43_895, '43895days', null),
  ]);
});

test('the built-in formats of Chinese Excel, which files name by number alone', async () => {
  const bytes = xls({ A1: { t: 'n', v: 43_895, z: 'm/d/yy' } });
  // XF record: id 0x00E0, length 20, font, then the format.
  const record = Buffer.from([0xe0, 0x00, 0x14, 0x00, 0x00, 0x00, 14, 0x00]);
  const at = bytes.indexOf(record);
  expect(at).toBeGreaterThan(0);
  bytes.writeUInt16LE(31, at + 6);
  expect((await rowsOf(bytes))?.[0]?.cells).toEqual([new ExcelDate('2020-03-05')]);
});

test('dates that count from 1904', async () => {
  const rows = await rowsOf(xls({ A1: { t: 'n', v: 42_433, z: 'm/d/yy' } }, {}, true));
  expect(rows?.[0]?.cells).toEqual([new ExcelDate('2020-03-05')]);
});

test('ranges merged over several rows', async () => {
  const merges = [
    { s: { r: 0, c: 0 }, e: { r: 0, c: 5 } },
    { s: { r: 2, c: 1 }, e: { r: 4, c: 1 } },
  ];
  const file = await readBytes(xls({ A1: { t: 's', v: '标题' } }, { '!merges': merges }));
  expect(file).toMatchObject({ format: 'xls', encoding: null });
  expect(file.sheets[0]?.merges).toEqual([
    { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 5 },
    { firstRow: 3, lastRow: 5, firstColumn: 1, lastColumn: 1 },
  ]);
});

describe('what cannot be read', () => {
  const record = (id: number, content: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(content.length, 2);
    return Buffer.concat([head, content]);
  };

  test('a workbook under a password, by its own record', async () => {
    const start = Buffer.from([0x00, 0x06, 0x05, 0x00, ...Array(12).fill(0)]);
    const stream = Buffer.concat([
      record(0x0809, start),
      record(0x002f, Buffer.alloc(54)),
      Buffer.alloc(5000),
    ]);
    await expect(readBytes(compound({ Workbook: stream }))).rejects.toMatchObject({ code: 'password' });
  });

  test('a new workbook under a password, by its stream', async () => {
    const file = compound({ EncryptionInfo: Buffer.alloc(100), EncryptedPackage: Buffer.alloc(9000, 7) });
    await expect(readBytes(file)).rejects.toMatchObject({
      code: 'password',
      text: { zh: expect.stringContaining('去掉密码'), en: expect.stringContaining('remove it') },
    });
  });

  test('an old Word file', async () => {
    await expect(readBytes(compound({ WordDocument: Buffer.alloc(5000) }))).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  test('a file that breaks off', async () => {
    const whole = xls({ A1: { t: 's', v: '张三' } });
    await expect(readBytes(whole.subarray(0, 2000))).rejects.toMatchObject({ code: 'damaged' });
  });

  test('more than can be read whole', async () => {
    const file = Buffer.alloc(65 * 2 ** 20, 'x');
    xls({}).copy(file);
    await expect(readBytes(file)).rejects.toMatchObject({
      code: 'too-large',
      text: { en: expect.stringContaining('.xlsx') },
    });
  });
});
