import {
  AlignmentType,
  Document,
  DocumentGridType,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  Paragraph,
  type ParagraphChild,
  type Table,
  TextRun,
} from 'docx';
import { sameBytes } from '../reports/docx-bytes.ts';
import type { Block, ChartBlock, Inline, ReportDocument } from './document.ts';
import { fontTable } from './docx-fonts.ts';
import { footers } from './docx-footers.ts';
import { LINE, offTheGrid, STYLES } from './docx-styles.ts';
import { tableOf } from './docx-table.ts';
import { PAGE, twips } from './page.ts';
import { drawBars } from './picture.ts';

/** Pixels across the type area. */
const PICTURE_WIDTH = 560;
/** Two characters. */
const INDENT = 640;
const EXACT = { line: LINE, lineRule: LineRuleType.EXACT };

/**
 * A report as an editable DOCX: real headings, footnotes, native tables, pictures with alternative text.
 * @param madeAt ISO time; the same document made at the same time is the same bytes
 */
export async function writeReportDocx(report: ReportDocument, madeAt: string): Promise<Uint8Array> {
  const blocks: (Paragraph | Table)[] = [];
  for (const block of report.blocks) blocks.push(...(await partsOf(block, report.language)));
  const document = new Document({
    title: report.title,
    creator: '',
    description: report.about.map(([label, text]) => `${label}: ${text}`).join('\n'),
    evenAndOddHeaderAndFooters: true,
    styles: STYLES,
    footnotes: Object.fromEntries(
      report.notes.map((note, at) => [
        at + 1,
        { children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(note)] })] },
      ]),
    ),
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              ...{ top: twips(PAGE.top), bottom: twips(PAGE.bottom) },
              ...{ left: twips(PAGE.left), right: twips(PAGE.right) },
              // 7 mm below the type area.
              footer: twips(PAGE.bottom - 7 - 7),
            },
          },
          grid: { type: DocumentGridType.LINES, linePitch: LINE },
        },
        footers,
        children: [...headOf(report), ...blocks, ...signatureOf(report)],
      },
    ],
  });
  return sameBytes(new Uint8Array(await Packer.toBuffer(document)), madeAt, {
    'word/fontTable.xml': fontTable,
    'word/styles.xml': offTheGrid,
  });
}

const headOf = ({ titleLines, subtitle }: ReportDocument): Paragraph[] => [
  new Paragraph({
    style: 'Title',
    children: titleLines.map((line, at) => new TextRun({ text: line, ...(at > 0 && { break: 1 }) })),
  }),
  ...subtitle.map(
    (text) =>
      new Paragraph({ alignment: AlignmentType.CENTER, spacing: EXACT, children: [new TextRun({ text })] }),
  ),
  new Paragraph({ spacing: EXACT, children: [] }),
];

const signatureOf = ({ signature }: ReportDocument): Paragraph[] => [
  new Paragraph({ spacing: EXACT, children: [] }),
  ...signature.map(
    (text, at) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        indent: { right: at === 0 ? INDENT / 2 : INDENT },
        spacing: EXACT,
        keepLines: true,
        keepNext: at === 0,
        children: [new TextRun({ text })],
      }),
  ),
];

async function partsOf(block: Block, language: 'zh' | 'en'): Promise<(Paragraph | Table)[]> {
  if (block.kind === 'heading') {
    const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
    return [new Paragraph({ heading, keepNext: true, children: [new TextRun(block.text)] })];
  }
  if (block.kind === 'paragraph') {
    return [
      new Paragraph({
        alignment: AlignmentType.BOTH,
        indent: { firstLine: INDENT },
        spacing: EXACT,
        children: runsOf(block.inlines),
      }),
    ];
  }
  if (block.kind === 'chart') return chartOf(block);
  return [
    captionOf(block.caption, block.note),
    tableOf(block, language),
    new Paragraph({ spacing: { line: Math.round(LINE / 2), lineRule: LineRuleType.EXACT }, children: [] }),
  ];
}

const runsOf = (inlines: Inline[]): ParagraphChild[] =>
  inlines.map((one) => (typeof one === 'string' ? new TextRun(one) : new FootnoteReferenceRun(one.note)));

const captionOf = (text: string, note: number | null, keepNext = true): Paragraph =>
  new Paragraph({
    style: 'Caption',
    keepNext,
    children: [new TextRun(text), ...(note === null ? [] : [new FootnoteReferenceRun(note)])],
  });

async function chartOf({ title, alt, bars }: ChartBlock): Promise<Paragraph[]> {
  const { png, width, height } = await drawBars(bars);
  const picture = new ImageRun({
    type: 'png',
    data: png,
    transformation: { width: PICTURE_WIDTH, height: Math.round((PICTURE_WIDTH * height) / width) },
    altText: { title, description: alt, name: title },
  });
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 120 },
      children: [picture],
    }),
    captionOf(title, null, false),
  ];
}
