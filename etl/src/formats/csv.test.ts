import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { RecordScanner } from './records.ts';
import type { Cell } from './types.ts';

const rowsOf = async (content: string | Uint8Array): Promise<Cell[][]> =>
  (await readBytes(content)).sheets.flatMap(({ rows }) => rows.map(({ cells }) => cells));

const utf16 = (text: string, bigEndian: boolean): Buffer =>
  bigEndian ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le');

/** 姓名,备注⏎张三,"a⏎b"⏎ in GB18030. */
const GB18030 = Buffer.concat([
  Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb1, 0xb8, 0xd7, 0xa2, 0x0a]),
  Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
  Buffer.from(',"a\nb"\n'),
]);

describe('encodings', () => {
  const text = '姓名,年龄\n张三,30\n';
  test.each([
    ['utf-8, comma', Buffer.from(text)],
    ['utf-8, comma', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le, comma', utf16(`\uFEFF${text}`, false)],
    ['utf-16be, comma', utf16(`\uFEFF${text}`, true)],
    ['utf-16le, comma', utf16(text, false)],
    ['utf-16be, comma', utf16(text, true)],
  ])('%s', async (encoding, bytes) => {
    const file = await readBytes(bytes);
    expect(file).toMatchObject({ format: 'csv', encoding });
    expect(file.sheets[0]?.rows).toEqual([
      { row: 1, cells: ['姓名', '年龄'] },
      { row: 2, cells: ['张三', '30'] },
    ]);
  });

  test.each([0, 1, 2, 3])('UTF-8 with a character over the end of a piece (%i)', async (past) => {
    const head = Buffer.from('姓名,年龄\n');
    const filled = Buffer.concat([head, Buffer.alloc((1 << 20) - head.length - past, 'xxxxxxx\n')]);
    const character = Buffer.from('张');
    expect((await readBytes(Buffer.concat([filled, character]))).encoding).toBe('utf-8, comma');
    const cut = readBytes(Buffer.concat([filled, character.subarray(0, 2), Buffer.from('\n,')]));
    expect((await cut.catch(() => null))?.encoding).not.toBe('utf-8, comma');
  });

  test('GB18030, known by what is no UTF-8', async () => {
    const file = await readBytes(GB18030);
    expect(file.encoding).toBe('gb18030, comma');
    expect(file.sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['姓名', '备注'],
      ['张三', 'a\nb'],
    ]);
  });

  test('GB18030 that shows only behind the first chunk', async () => {
    const ascii = 'a,b\n'.repeat(500_000);
    const rows = await rowsOf(Buffer.concat([Buffer.from(ascii), GB18030]));
    expect(rows.length).toBe(500_002);
    expect(rows.at(-1)).toEqual(['张三', 'a\nb']);
  });

  test('what is in no known encoding is refused', async () => {
    await expect(readBytes(Buffer.from([0x61, 0xff, 0xff, 0x2c, 0x80, 0x0a]))).rejects.toMatchObject({
      code: 'encoding',
      text: { zh: expect.stringContaining('台账'), en: expect.stringContaining('CSV UTF-8') },
    });
  });
});

describe('records', () => {
  test.each([
    ['\n', 'a,b\n\n"x ""y""",2\n'],
    ['\r\n', 'a,b\r\n\r\n"x ""y""",2\r\n'],
    ['\r', 'a,b\r\r"x ""y""",2\r'],
    ['no line end at the end', 'a,b\n\n"x ""y""",2'],
    ['semicolons', 'a;b\n\n"x ""y""";2\n'],
    ['tabs', 'a\tb\n\n"x ""y"""\t2\n'],
  ])('are numbered with the blank ones: %j', async (_, text) => {
    expect((await readBytes(text)).sheets[0]?.rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: [''] },
      { row: 3, cells: ['x "y"', '2'] },
    ]);
  });

  test('may be of any width; zero bytes vanish; a quote inside a bare cell is itself', async () => {
    expect(await rowsOf('标题\na,b,c\n\0x,5" ,"y"z\n')).toEqual([
      ['标题'],
      ['a', 'b', 'c'],
      ['x', '5" ', 'yz'],
    ]);
  });

  test('a title with commas does not hide that tabs cut the table', async () => {
    expect((await readBytes('甲,乙,丙\na\tb\tc\td\n')).encoding).toBe('utf-8, tab');
  });
});

describe('open quotes', () => {
  test('are told with the record where they open', async () => {
    await expect(readBytes('a,b\nc,d\n"x,y\ne,f\n')).rejects.toMatchObject({
      code: 'damaged',
      text: { zh: expect.stringContaining('第 3 行'), en: expect.stringContaining('record 3') },
    });
  });

  test('are not taken for closed by the quotes of a later cell', async () => {
    await expect(readBytes('a,b\n"x,y\ne,f\n"g",h\n')).rejects.toMatchObject({
      code: 'damaged',
      text: { en: expect.stringContaining('record 2') },
    });
  });

  test('do not swallow a large file', async () => {
    await expect(readBytes(`a,b\n"x${',y\n'.repeat(1_000_000)}`)).rejects.toMatchObject({
      code: 'damaged',
      text: { en: expect.stringContaining('record 2') },
    });
  });
});

test.each(['', '\uFEFF', ' \r\n\t\n', '\0\0\0\0'])('%j is an empty file', async (text) => {
  await expect(readBytes(text)).rejects.toMatchObject({ code: 'empty' });
});

const delimiter = fc.constantFrom(',' as const, ';' as const, '\t' as const);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
/** Characters that matter to a reader of text, and some that need several bytes. */
const cell = fc.string({
  unit: fc.constantFrom('a', '1', ' ', '"', ',', ';', '\t', '\n', '\r', '张', '𠮷', 'é', '\u3000'),
  maxLength: 6,
});
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });

const write = (table: string[][], cut: string, end: string): string =>
  table
    .map((line) => line.map((text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)))
    .map((line) => line.join(cut) + end)
    .join('');

test('any table in any dialect and encoding is read as it was written', async () => {
  const encode = fc.constantFrom(
    (text: string) => Buffer.from(text),
    (text: string) => Buffer.from(`\uFEFF${text}`),
    (text: string) => utf16(`\uFEFF${text}`, false),
    (text: string) => utf16(`\uFEFF${text}`, true),
  );
  await fc.assert(
    fc.asyncProperty(rows, delimiter, lineEnd, encode, async (table, cut, end, bytesOf) => {
      // A header that cannot be mistaken for another dialect, as every ledger has.
      const written = [['编号', '姓名', '证件', '备注', '其他', '日期'], ...table];
      expect(await rowsOf(bytesOf(write(written, cut, end)))).toEqual(written);
    }),
    { numRuns: 200 },
  );
});

test('wherever the text is cut into pieces, the records are the same', () => {
  const piece = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(rows, delimiter, lineEnd, fc.array(piece), (table, cut, end, sizes) => {
      const scanner = new RecordScanner('台账', cut, 0);
      const text = write(table, cut, end);
      const read = [];
      let at = 0;
      for (const size of [...sizes, text.length]) {
        read.push(...scanner.push(text.slice(at, at + size)));
        at += size;
      }
      read.push(...scanner.end());
      expect(read.map(({ cells }) => cells)).toEqual(table);
      expect(read.map(({ row }) => row)).toEqual(table.map((_, index) => index + 1));
    }),
  );
});

test('cells of several lines in a table of few columns are no swallowed records', async () => {
  const text = '"","",""\n"","","\n","",""\n"","",""\n"a","b,\n,c","d"\n';
  expect((await rowsOf(text))[3]).toEqual(['a', 'b,\n,c', 'd']);
});
