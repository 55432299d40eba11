import { describe, expect, test } from 'vitest';
import { readBytes } from '../../../test/support/ledger-file.ts';
import { workbook, workbookParts, zip } from '../../../test/support/workbook.ts';
import { openLedger } from './open.ts';

const word = zip({
  '_rels/.rels': workbookParts({ sheets: {} })['_rels/.rels']?.replace('xl/workbook', 'word/document') ?? '',
  'word/document.xml': '<w:document xmlns:w="w"><w:body/></w:document>',
});
const binary = zip({
  '_rels/.rels': workbookParts({ sheets: {} })['_rels/.rels']?.replace('workbook.xml', 'workbook.bin') ?? '',
  'xl/workbook.bin': Buffer.from([0x83, 0x01, 0x00]),
});

describe('a file is what it contains, whatever its name', () => {
  test.each([
    ['xlsx', workbook({ sheets: { 表: '<sheetData/>' } })],
    ['csv', 'PK,名称\n1,甲\n'],
  ])('%s', async (format, content) => {
    expect((await readBytes(content)).format).toBe(format);
  });

  test.each([
    ['PDF', '%PDF-1.7\n'],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d])],
    ['web page', '\uFEFF\n<html><table><tr><td>姓名</td></tr></table>'],
    ['web page', '<?xml version="1.0"?><Workbook/>'],
    ['workbook', word],
    ['workbook', binary],
    ['workbook', zip({ 'a.txt': 'a,b' })],
    ['workbook', Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')],
  ])('a %s is refused as no ledger', async (name, content) => {
    await expect(readBytes(content)).rejects.toMatchObject({
      code: 'unsupported',
      text: { zh: expect.stringMatching(/^台账：/), en: expect.stringContaining(name) },
    });
  });
});

test('a file that is not there is told by name', async () => {
  await expect(openLedger('no/such/folder', '台账.csv')).rejects.toMatchObject({
    text: { zh: expect.stringContaining('台账.csv'), en: expect.stringContaining('no such file') },
  });
});

test('a folder is no ledger', async () => {
  await expect(openLedger('.', '台账')).rejects.toMatchObject({
    text: { zh: expect.stringContaining('文件夹') },
  });
});
