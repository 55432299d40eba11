import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldCase, loadFieldBase, ownPayout, tableOf } from '../support/field.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv } from '../support/ledgers.ts';
import { saveAs } from '../support/office.ts';
import { zip } from '../support/workbook.ts';

const ROWS = tableOf(ownPayout(), ownPayout());
/** The same table as other programs write it. */
const written = (bookType: XLSX.BookType): Buffer => {
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(ROWS));
  const made = XLSX.write(book, { type: 'buffer', bookType }) as Buffer | string;
  return Buffer.from(made as string);
};

const MAIL = (html: string): string =>
  `From: <Saved by Windows Internet Explorer>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset="utf-8"\r\n\r\n${html}`;

/** Each file of a folder and what its message says; those of LibreOffice are made below. */
const WORDS: Record<string, RegExp> = {
  'office.ods.xlsx': /OpenDocument 表格.*另存为.*\.xlsx/,
  'office.fods.xls': /OpenDocument 表格/,
  'office.xltx.xlsx': /Excel 模板（\.xltx）.*新建工作簿/,
  'office.slk.xls': /SYLK 文件.*另存为 \.xlsx/,
  'office.dif.csv': /DIF 数据交换文件/,
  'office.html.xls': /网页或 XML 文件/,
  'office.utf16.xls': /网页或 XML 文件/,
  'mail.xls': /单个文件网页（\.mht/,
  'binary.xlsx': /二进制工作簿（\.xlsb）/,
  'sylk.xls': /SYLK 文件/,
  'dif.xls': /DIF 数据交换文件/,
  'page.xls': /网页或 XML 文件/,
  'xml2003.xls': /XML 表格 2003/,
  'excel2.xls': /Excel 4 或更早版本/,
  'excel3.xls': /Excel 4 或更早版本/,
  'excel4.xls': /Excel 4 或更早版本/,
  'dbase.csv': /dBASE 数据库文件/,
  'archive.xlsx': /压缩包.*解压|没有可读的工作簿/,
  'marked.xlsx': /BOM/,
  'empty.csv': /空的/,
  'rich.csv': /RTF 文件/,
  'cut.xlsx': /工作簿已损坏/,
};
/** Characters of one file's message, about. */
const LONGEST = 90;
/** Beside them, by name alone. */
const BY_NAME: Record<string, RegExp> = {
  'a.et': /WPS 表格格式/,
  'a.ods': /OpenDocument/,
  'a.xlsb': /二进制工作簿/,
  'a.xltx': /Excel 模板/,
  'a.zip': /压缩包/,
  'a.mht': /单个文件网页/,
  'a.slk': /SYLK/,
  'a.dif': /DIF/,
  'a.dbf': /dBASE/,
  'a.docx': /Word/,
  'a.jpg': /不是台账文件/,
};

describe('a folder with files that are no ledgers', () => {
  let test: TestHome;
  let folder: string;
  let files: Record<string, Uint8Array | string>;
  beforeAll(async () => {
    test = await makeHome();
    await loadFieldBase(test);
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-refused-'));
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'office.csv'), csv(ownPayout()));
    const made: Record<string, Buffer> = {};
    for (const filter of ['ods', 'fods', 'xltx', 'slk', 'dif', 'html']) {
      const [path = ''] = await saveAs(
        [join(folder, 'office.csv')],
        filter,
        join(folder, 'out'),
        join(folder, 'profile'),
      );
      made[filter] = await readFile(path);
    }
    const html = made.html?.toString() ?? '';
    const workbook = written('xlsx');
    files = {
      'office.ods.xlsx': made.ods ?? '',
      'office.fods.xls': made.fods ?? '',
      'office.xltx.xlsx': made.xltx ?? '',
      'office.slk.xls': made.slk ?? '',
      'office.dif.csv': made.dif ?? '',
      'office.html.xls': html,
      'office.utf16.xls': Buffer.from(`\uFEFF${html}`, 'utf16le'),
      'mail.xls': MAIL(html),
      'binary.xlsx': written('xlsb'),
      'sylk.xls': written('sylk'),
      'dif.xls': written('dif'),
      'page.xls': written('html'),
      'xml2003.xls': written('xlml'),
      'excel2.xls': written('biff2'),
      'excel3.xls': written('biff3' as XLSX.BookType),
      'excel4.xls': written('biff4' as XLSX.BookType),
      'dbase.csv': written('dbf'),
      'archive.xlsx': zip({ '台账.xlsx': workbook }),
      'marked.xlsx': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), workbook]),
      'empty.csv': '',
      'rich.csv': written('rtf'),
      'cut.xlsx': workbook.subarray(0, workbook.length / 2),
      'good.csv': csv(ownPayout()),
    };
  }, 180_000);
  afterAll(async () => {
    await test?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('is refused, and every bad file is told, each in its own words', async () => {
    const failure = await test.load(files).catch((error: Error) => error.message);
    for (const [name, words] of Object.entries(WORDS)) {
      const from = String(failure).indexOf(`${name}：`);
      expect(from, name).toBeGreaterThanOrEqual(0);
      expect(String(failure).slice(from, from + LONGEST), name).toMatch(words);
    }
    expect(failure).not.toContain('good.csv');
  });

  it('leaves them out if asked to, names them, and loads the others', async () => {
    const others = Object.fromEntries(Object.keys(BY_NAME).map((name) => [name, 'x']));
    const result = await test.load({ ...files, ...others }, { skipUnreadable: true, dryRun: true });
    expect(result.files.map(({ path }) => path)).toEqual(['good.csv']);
    const told = Object.fromEntries(result.unreadable.map(({ path, text }) => [path, text]));
    expect(Object.keys(told).sort()).toEqual(Object.keys(WORDS).sort());
    for (const [name, words] of Object.entries(WORDS)) expect(told[name]?.zh, name).toMatch(words);
    for (const { en } of Object.values(told)) expect(en).toMatch(/: (?:is|holds|lacks|record|row)\b/);
    for (const [name, words] of Object.entries(BY_NAME))
      expect(result.notRead.find(({ path }) => path === name)?.text.zh, name).toMatch(words);
  });

  it('says so of a protected workbook, and of no other', async () => {
    const { biff5 = '' } = { biff5: await fieldCase('pass-biff5-codepage-936.xls') };
    const plain = await test.load({ 'plain.xls': biff5 }, { dryRun: true });
    expect(plain.unreadable).toEqual([]);
    const bytes = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(bytes, '/EncryptedPackage', Buffer.from('x'));
    const locked = XLSX.CFB.write(bytes, { type: 'buffer' }) as Buffer;
    await expect(test.load({ 'locked.xlsx': locked })).rejects.toThrow(/locked\.xlsx.*密码保护.*去掉密码/);
  });
});
