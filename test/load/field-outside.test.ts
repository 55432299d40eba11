import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkFiles,
  type FieldCell,
  type FieldFound,
  FUNDS,
  fundRows,
  PAYOUT,
  paid,
  useFieldHome,
} from '../support/field.ts';
import { saveAs } from '../support/office.ts';
import { contentTypes, workbookParts, zip } from '../support/workbook.ts';

const fund = fundRows();

describe('what a sheet says outside its cells', () => {
  const home = useFieldHome();

  const cell = (value: FieldCell): string =>
    typeof value === 'number'
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t>${value ?? ''}</t></is></c>`;
  const rowsOf = (rows: FieldCell[][]): string =>
    `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`;
  const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
  const book = (unit: string, where: string, header = FUNDS): Buffer => {
    const behind: Record<string, string> = {
      'page header': `<headerFooter><oddHeader>&amp;L&amp;"宋体,常规"&amp;12资金&amp;R${unit}</oddHeader></headerFooter>`,
      prompt: `<dataValidations count="1"><dataValidation type="decimal" allowBlank="1" showInputMessage="1" promptTitle="金额" prompt="${unit}" sqref="D2:D9"><formula1>0</formula1><formula2>9</formula2></dataValidation></dataValidations>`,
      'text box': `<drawing xmlns:r="${OFFICE}" r:id="r1"/>`,
    };
    const relation = (id: string, type: string, target: string): string =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="../${target}.xml"/>`;
    const own = {
      ...(where === 'comment' && { r0: relation('r0', 'comments', 'comments1') }),
      ...(where === 'text box' && { r1: relation('r1', 'drawing', 'drawing1') }),
    };
    return zip({
      ...contentTypes({ comments1: 'spreadsheetml.comments', drawing1: 'drawing' }),
      ...workbookParts({ sheets: { 台账: rowsOf([header, fund()]) + (behind[where] ?? '') } }),
      'xl/worksheets/_rels/s0.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.values(own).join('')}</Relationships>`,
      'xl/comments1.xml': `<comments xmlns="${MAIN}"><authors><author>甲</author></authors><commentList><comment ref="D1" authorId="0"><text><r><t>${unit}</t></r></text></comment></commentList></comments>`,
      'xl/drawing1.xml': `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main"><xdr:twoCellAnchor><xdr:from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>${unit}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
    });
  };
  const PLACES = ['page header', 'comment', 'text box', 'prompt'];
  const refused = (one: unknown): string => (one as FieldFound).sheets[0]?.report?.refused?.zh ?? '';

  it('another unit refuses the table, the same one or one of the header does not', async () => {
    const files = Object.fromEntries(
      PLACES.flatMap((where) => [
        [`${where}.xlsx`, book('单位：万元', where)],
        [`${where}, yuan.xlsx`, book('单位：元', where)],
        [
          `${where}, header.xlsx`,
          book(
            '单位：万元',
            where,
            FUNDS.map((name) => name.replace('金额', '金额（元）')),
          ),
        ],
      ]),
    );
    const told = await checkFiles(home(), files);
    for (const where of PLACES) {
      expect(refused(told[`${where}.xlsx`]), where).toContain('说明工作表中写的单位是“万元”');
      for (const fine of ['yuan', 'header'])
        expect(told[`${where}, ${fine}.xlsx`], where).toMatchObject({ accepted: 1, quarantined: 0 });
    }
  });

  it('and so in .xls, as LibreOffice writes it', async () => {
    const folder = join(home().folder, 'beside');
    await mkdir(folder);
    const paths = PLACES.map((where) => join(folder, `${where.replace(' ', '-')}.xlsx`));
    for (const [at, path] of paths.entries()) await writeFile(path, book('单位：万元', PLACES[at] as string));
    const saved = await saveAs(paths, 'xls', join(folder, 'xls'), join(folder, 'profile'));
    const bytes = await Promise.all(
      saved.map((path, at) => readFile(path).then((its) => [`${PLACES[at]}.xls`, its] as const)),
    );
    const told = await checkFiles(home(), Object.fromEntries(bytes));
    for (const where of PLACES)
      expect(refused(told[`${where}.xls`]), where).toContain('说明工作表中写的单位是“万元”');
  });

  it('a sheet of notes counts, wherever it stands, a sheet of another table does not', async () => {
    const notes = rowsOf([['填表说明'], ['一、金额以万元为单位']]);
    const table = (): string => rowsOf([FUNDS, fund()]);
    const books: Record<string, Record<string, string>> = {
      first: { 填表说明: notes, 台账: table() },
      last: { 台账: table(), 说明: notes },
      summary: {
        台账: table(),
        汇总: rowsOf([
          ['全市汇总', '单位：万元'],
          ['合计', 16],
        ]),
      },
    };
    const files = Object.entries(books).map(
      ([name, sheets]) => [`${name}.xlsx`, zip(workbookParts({ sheets }))] as const,
    );
    const told = await checkFiles(home(), Object.fromEntries(files));
    const refusedIn = (name: string): boolean =>
      (told[name] as FieldFound).sheets.some((sheet) => sheet.report?.refused?.zh.includes('“万元”'));
    expect(['first.xlsx', 'last.xlsx'].map(refusedIn)).toEqual([true, true]);
    expect(told['summary.xlsx']).toMatchObject({ accepted: 1, quarantined: 0 });
  });

  it('digits that are set high or low are no part of a number', async () => {
    const raised = (value: string, mark: string, how: string): string =>
      `<c t="inlineStr"><is><r><t>${value}</t></r><r><rPr><vertAlign val="${how}"/></rPr><t>${mark}</t></r></is></c>`;
    const row = (at: number, written: string): string =>
      `<row>${paid()
        .map((value, index) => (index === at ? written : cell(value)))
        .join('')}</row>`;
    const bytes = zip(
      workbookParts({
        sheets: {
          台账: `<sheetData><row>${PAYOUT.map(cell).join('')}</row>${row(7, raised('1500', '1', 'superscript'))}${row(4, raised('张三', '2', 'subscript'))}</sheetData>`,
        },
      }),
    );
    const told = (await checkFiles(home(), { '注.xlsx': bytes }))['注.xlsx'];
    expect(told).toMatchObject({ accepted: 1, codes: { 2: ['V03'] } });
  });
});
