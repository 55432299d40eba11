import { describe, expect, test } from 'vitest';
import { withFile } from '../../../test/support/ledger-file.ts';
import { workbookParts, zip } from '../../../test/support/workbook.ts';
import { openLedger } from './open.ts';

const PARTS = workbookParts({
  sheets: { 表: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' },
});
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The same workbook, with a content type for its main part. */
const typed = (type: string): Buffer =>
  zip({
    ...PARTS,
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
  });

const without = (name: string): Buffer => {
  const { [name]: _, ...rest } = PARTS;
  return zip(rest);
};

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const early = (version: number): Buffer =>
  Buffer.from([0x09, version, 0x06, 0, 0, 0, 0x10, 0, 0, 0, 0x0a, 0, 0, 0]);

/** The file, its name, and the expected message in Chinese and English. */
const REFUSED: [string, string | Buffer, string, RegExp, RegExp][] = [
  ['a sheet of Excel 2', early(0x00), 'a.xls', /Excel 4 或更早/, /Excel 4 or earlier/],
  ['a sheet of Excel 3', early(0x02), 'a.xls', /Excel 4 或更早/, /Excel 4 or earlier/],
  ['a sheet of Excel 4', early(0x04), 'a.xls', /Excel 4 或更早/, /Excel 4 or earlier/],
  ['SYLK', 'ID;PWXL;N;E\r\nC;Y1;X1;K"班级编号"\r\nE\r\n', 'a.csv', /SYLK/, /SYLK/],
  ['DIF', 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n', 'a.csv', /DIF/, /DIF/],
  [
    'a mail archive',
    'From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n',
    'a.xls',
    /\.mht/,
    /web archive/,
  ],
  ['HTML', '<html><table><tr><td>班级编号</td></tr></table></html>', 'a.xls', /网页/, /web page/],
  ['HTML in UTF-16', utf16('<html><table></table></html>'), 'a.xls', /网页/, /web page/],
  [
    'XML Spreadsheet 2003',
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
    'a.xls',
    /XML 表格 2003/,
    /XML spreadsheet 2003/,
  ],
  ['.et by its name', zip(PARTS), 'a.et', /WPS 表格格式/, /WPS spreadsheet/],
  [
    '.ods',
    zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
    'a.ods',
    /OpenDocument/,
    /OpenDocument/,
  ],
  [
    '.xlsb',
    zip({
      '_rels/.rels': PARTS['_rels/.rels']?.replace('workbook.xml', 'workbook.bin') ?? '',
      'xl/workbook.bin': 'x',
    }),
    'a.xlsb',
    /\.xlsb/,
    /\.xlsb/,
  ],
  ['.xltx by its content', typed(`${TYPE}.template.main+xml`), 'a.xlsx', /模板/, /template/],
  ['.xltx by its name', zip(PARTS), 'a.xltx', /模板/, /template/],
  ['.zip', zip({ '台账.csv': 'x' }), 'a.zip', /压缩包/, /archive/],
  [
    'a workbook behind a byte order mark',
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), zip(PARTS)]),
    'a.xlsx',
    /BOM/,
    /byte order mark/,
  ],
  ['a listed sheet without its part', without('xl/worksheets/s0.xml'), 'a.xlsx', /工作表“表”/, /sheet "表"/],
  [
    'a workbook without sheets',
    zip(workbookParts({ sheets: {} })),
    'a.xlsx',
    /没有任何工作表/,
    /without any sheet/,
  ],
];

describe('what is no ledger is refused in its own words', () => {
  test.each(REFUSED)('%s', async (_, content, name, zh, en) => {
    await withFile(content, async (path) => {
      const refusal = expect(openLedger(path, name)).rejects;
      await refusal.toMatchObject({
        text: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) },
      });
    });
  });
});

test('an ordinary content type is no template', async () => {
  await withFile(typed(`${TYPE}.sheet.main+xml`), async (path) => {
    const ledger = await openLedger(path, 'a.xlsx');
    expect(ledger.sheets.map(({ name }) => name)).toEqual(['表']);
    await ledger.close();
  });
});
