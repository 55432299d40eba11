import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { sameBytes } from './docx-bytes.ts';
import type { Grid, GridCell } from './grid.ts';

/** Twentieths of a point: A4 less margins of 16 mm. */
const TEXT_WIDTH = 10_092;
const MARGIN = 907;
const CELL_MARGIN = 40;
/** Half points. */
const SIZE = 18;
/** Width of a digit in the size of its font, of the widest that stands in where there is no Times New Roman. */
const DIGIT = 0.64;
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312' };
const BOLD_FONT = { ...FONT, eastAsia: '黑体' };

/**
 * A grid as an editable DOCX page: native table with merged cells, heading, notes.
 * @param madeAt ISO time; the same grid made at the same time is the same bytes
 */
export async function writeGridDocx(grid: Grid, title: string, madeAt: string): Promise<Uint8Array> {
  const [head, ...cells] = grid.cells;
  const lines = head?.text.split('\n') ?? [title];
  const document = new Document({
    title,
    creator: '',
    styles: { default: { document: { run: { font: FONT, size: 20, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838, orientation: PageOrientation.PORTRAIT },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        children: [
          ...lines.map(
            (line, index) =>
              new Paragraph({
                alignment: AlignmentType.CENTER,
                ...(index === 0 && { heading: HeadingLevel.HEADING_1 }),
                children: [
                  new TextRun({ text: line, font: BOLD_FONT, size: index === 0 ? 36 : 24, color: '000000' }),
                ],
              }),
          ),
          tableOf(grid, head?.kind === 'title' ? cells : grid.cells),
          ...grid.notes.map(
            (note) =>
              new Paragraph({ spacing: { before: 60 }, children: [new TextRun({ text: note, size: 18 })] }),
          ),
        ],
      },
    ],
  });
  return sameBytes(new Uint8Array(await Packer.toBuffer(document)), madeAt);
}

/** The largest size in half points, up to that of texts, at which a number fits on one line of this width. */
const sizeToFit = (number: string, width: number): number =>
  Math.min(SIZE, Math.floor(width / 10 / (number.length * DIGIT)));

function tableOf({ widths }: Grid, cells: GridCell[]): Table {
  const columnWidths = widths.map((width) => Math.round(width * TEXT_WIDTH));
  const rows = [...new Set(cells.map(({ row }) => row))].sort((a, b) => a - b);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths,
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: cells
            .filter((cell) => cell.row === row)
            .sort((a, b) => a.column - b.column)
            .map((cell) => cellOf(cell, columnWidths)),
        }),
    ),
  });
}

function cellOf({ column, columns, rows, text, kind }: GridCell, columnWidths: number[]): TableCell {
  const width = columnWidths.slice(column, column + columns).reduce((sum, one) => sum + one, 0);
  const alignment = { label: AlignmentType.CENTER, number: AlignmentType.RIGHT, text: AlignmentType.LEFT }[
    kind === 'title' ? 'label' : kind
  ];
  return new TableCell({
    columnSpan: columns,
    rowSpan: rows,
    width: { size: width, type: WidthType.DXA },
    margins: { top: 20, bottom: 20, left: CELL_MARGIN, right: CELL_MARGIN },
    verticalAlign: VerticalAlignTable.CENTER,
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          alignment,
          children: [
            new TextRun({
              text: line,
              size: kind === 'number' ? sizeToFit(line, width - 2 * CELL_MARGIN) : SIZE,
              ...(kind === 'label' && { font: BOLD_FONT }),
            }),
          ],
        }),
    ),
  });
}
