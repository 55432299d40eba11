import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkFiles,
  type FieldFound,
  FUNDS,
  fundRows,
  PAYOUT,
  paid,
  useFieldHome,
} from '../support/field.ts';
import { saveAs } from '../support/office.ts';
import { bookSaying, cellXml, PLACES, type Place, rowsXml } from '../support/outside.ts';
import { workbookParts, zip } from '../support/workbook.ts';

const fund = fundRows();

describe('what a sheet says outside its cells', () => {
  const home = useFieldHome();

  /** Everybody sees the first two, the others show up at their cell alone. */
  const isShown = (where: Place): boolean => PLACES.indexOf(where) < 2;
  const refused = (one: unknown): string => (one as FieldFound).sheets[0]?.report?.refused?.zh ?? '';
  const remarks = (one: unknown): string[] =>
    (one as FieldFound).sheets.flatMap((sheet) => (sheet.remarks ?? []).map(({ zh }) => zh));
  const expectTold = (one: unknown, where: Place): void => {
    if (isShown(where)) {
      expect(refused(one), where).toContain('页眉、页脚或文本框写的单位是“万元”');
      return;
    }
    expect(one, where).toMatchObject({ accepted: 1, quarantined: 0 });
    expect(remarks(one), where).toEqual([
      expect.stringContaining('提到单位“万元”，没有采用：“预算金额”列按“元”读取'),
    ]);
  };

  it('another unit on the page refuses the table, in a comment or prompt it is told; the same one, or one of the header, is not', async () => {
    const files = Object.fromEntries(
      PLACES.flatMap((where) => [
        [`${where}.xlsx`, bookSaying('单位：万元', where, fund())],
        [`${where}, yuan.xlsx`, bookSaying('单位：元', where, fund())],
        [
          `${where}, header.xlsx`,
          bookSaying(
            '单位：万元',
            where,
            fund(),
            FUNDS.map((name) => name.replace('金额', '金额（元）')),
          ),
        ],
      ]),
    );
    const told = await checkFiles(home(), files);
    for (const where of PLACES) {
      expectTold(told[`${where}.xlsx`], where);
      for (const fine of ['yuan', 'header']) {
        expect(told[`${where}, ${fine}.xlsx`], where).toMatchObject({ accepted: 1, quarantined: 0 });
        expect(remarks(told[`${where}, ${fine}.xlsx`]), where).toEqual([]);
      }
    }
  });

  it('and so in .xls, as LibreOffice writes it', async () => {
    const folder = join(home().folder, 'beside');
    await mkdir(folder);
    const paths = PLACES.map((where) => join(folder, `${where.replace(' ', '-')}.xlsx`));
    for (const [at, path] of paths.entries())
      await writeFile(path, bookSaying('单位：万元', PLACES[at] as Place, fund()));
    const saved = await saveAs(paths, 'xls', join(folder, 'xls'), join(folder, 'profile'));
    const bytes = await Promise.all(
      saved.map((path, at) => readFile(path).then((its) => [`${PLACES[at]}.xls`, its] as const)),
    );
    const told = await checkFiles(home(), Object.fromEntries(bytes));
    for (const where of PLACES) expectTold(told[`${where}.xls`], where);
  });

  it('a sheet of notes is told, wherever it stands, a sheet of a table is not one', async () => {
    const notes = rowsXml([['填表说明'], ['一、金额以万元为单位']]);
    const table = (): string => rowsXml([FUNDS, fund()]);
    const books: Record<string, Record<string, string>> = {
      first: { 填表说明: notes, 台账: table() },
      last: { 台账: table(), 说明: notes },
      // Its cells are those of a table, whatever its name.
      ledger: {
        台账: table(),
        '资金明细（含备注）': rowsXml([
          ['以万元为单位的见另表'],
          FUNDS.map((name) => name.replace('金额', '金额（元）')),
          fund(),
        ]),
      },
      summary: {
        台账: table(),
        汇总: rowsXml([
          ['全市汇总', '单位：万元'],
          ['合计', 16],
        ]),
      },
    };
    const files = Object.entries(books).map(
      ([name, sheets]) => [`${name}.xlsx`, zip(workbookParts({ sheets }))] as const,
    );
    const told = await checkFiles(home(), Object.fromEntries(files));
    for (const [name, isTold] of [
      ['first.xlsx', true],
      ['last.xlsx', true],
      ['summary.xlsx', false],
      ['ledger.xlsx', false],
    ] as const) {
      expect(told[name], name).toMatchObject({ accepted: name === 'ledger.xlsx' ? 2 : 1, quarantined: 0 });
      expect(
        remarks(told[name]).some((text) => text.includes('说明工作表提到单位“万元”')),
        name,
      ).toBe(isTold);
    }
  });

  it('digits that are set high or low are no part of a number', async () => {
    const raised = (value: string, mark: string, how: string): string =>
      `<c t="inlineStr"><is><r><t>${value}</t></r><r><rPr><vertAlign val="${how}"/></rPr><t>${mark}</t></r></is></c>`;
    const row = (at: number, written: string): string =>
      `<row>${paid()
        .map((value, index) => (index === at ? written : cellXml(value)))
        .join('')}</row>`;
    const bytes = zip(
      workbookParts({
        sheets: {
          台账: `<sheetData><row>${PAYOUT.map(cellXml).join('')}</row>${row(7, raised('1500', '1', 'superscript'))}${row(4, raised('张三', '2', 'subscript'))}</sheetData>`,
        },
      }),
    );
    const told = (await checkFiles(home(), { '注.xlsx': bytes }))['注.xlsx'];
    expect(told).toMatchObject({ accepted: 1, codes: { 2: ['V03'] } });
  });
});
