import { type FieldCell, FUNDS } from './field.ts';
import { contentTypes, workbookParts, zip } from './workbook.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

/** A cell of a sheet part. */
export const cellXml = (value: FieldCell): string =>
  typeof value === 'number'
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t>${value ?? ''}</t></is></c>`;
/** The rows of a sheet part. */
export const rowsXml = (rows: FieldCell[][]): string =>
  `<sheetData>${rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join('')}</sheetData>`;

/** Where a sheet can say something outside its cells. */
export const PLACES = ['page header', 'text box', 'comment', 'prompt'] as const;
export type Place = (typeof PLACES)[number];

/** What stands behind the rows of a sheet that says the text there. */
const behind = (text: string): Partial<Record<Place, string>> => ({
  'page header': `<headerFooter><oddHeader>&amp;L&amp;"宋体,常规"&amp;12资金&amp;R${text}</oddHeader></headerFooter>`,
  prompt: `<dataValidations count="1"><dataValidation type="decimal" allowBlank="1" showInputMessage="1" promptTitle="金额" prompt="${text}" sqref="D2:D9"><formula1>0</formula1><formula2>9</formula2></dataValidation></dataValidations>`,
  'text box': `<drawing xmlns:r="${OFFICE}" r:id="r1"/>`,
});
const RELATED: Partial<Record<Place, [string, string]>> = {
  comment: ['comments', 'comments1'],
  'text box': ['drawing', 'drawing1'],
};
const relation = ([type, target]: [string, string]): string =>
  `<Relationship Id="r1" Type="${OFFICE}/${type}" Target="../${target}.xml"/>`;
const comments = (text: string): string =>
  `<comments xmlns="${MAIN}"><authors><author>甲</author></authors><commentList><comment ref="D1" authorId="0"><text><r><t>${text}</t></r></text></comment></commentList></comments>`;
const drawing = (text: string): string =>
  `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main"><xdr:twoCellAnchor><xdr:from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`;

/** An .xlsx workbook whose sheet says something outside its cells. */
export function bookSaying(text: string, where: Place, row: FieldCell[], header: string[] = FUNDS): Buffer {
  const related = RELATED[where];
  return zip({
    ...contentTypes({ comments1: 'spreadsheetml.comments', drawing1: 'drawing' }),
    ...workbookParts({ sheets: { 台账: rowsXml([header, row]) + (behind(text)[where] ?? '') } }),
    'xl/worksheets/_rels/s0.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related ? relation(related) : ''}</Relationships>`,
    'xl/comments1.xml': comments(text),
    'xl/drawing1.xml': drawing(text),
  });
}
