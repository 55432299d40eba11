import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { cellText, headText, isNumber, widthsOf } from './cells.ts';
import type { TableBlock } from './document.ts';
import { FONTS } from './docx-styles.ts';
import { PAGE, twips } from './page.ts';

const TEXT_WIDTH = twips(PAGE.width - PAGE.left - PAGE.right);
/** Half-points: 五号, and smaller where there are many columns. */
const SIZE = 21;
const SMALL = 18;
const MANY_COLUMNS = 6;

/** A native table whose head is repeated on every page. */
export function tableOf({ fields, rows }: TableBlock, language: 'zh' | 'en'): Table {
  const columnWidths = widthsOf(fields, rows, language).map((share) => Math.round(share * TEXT_WIDTH));
  const size = fields.length >= MANY_COLUMNS ? SMALL : SIZE;
  // Its style is not put on the page’s grid of lines.
  const spacing = { line: size * 14, lineRule: LineRuleType.EXACT };
  const cell = (
    text: string,
    column: number,
    alignment: 'center' | 'left' | 'right',
    isHead = false,
  ): TableCell =>
    new TableCell({
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 20, bottom: 20, left: 50, right: 50 },
      verticalAlign: VerticalAlignTable.CENTER,
      children: [
        new Paragraph({
          style: 'TableText',
          spacing,
          alignment:
            AlignmentType[alignment === 'center' ? 'CENTER' : alignment === 'left' ? 'LEFT' : 'RIGHT'],
          children: [new TextRun({ text, size, ...(isHead && { font: FONTS.heading }) })],
        }),
      ],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: fields.map((field, column) => cell(headText(field, language), column, 'center', true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: fields.map((field, column) =>
              cell(
                cellText(field, row),
                column,
                isNumber(field) ? 'right' : column === 0 ? 'left' : 'center',
              ),
            ),
          }),
      ),
    ],
  });
}
