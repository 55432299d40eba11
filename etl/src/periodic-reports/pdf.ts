import { writePdf } from '../reports/typst.ts';
import { cellText, headText, isNumber, widthsOf } from './cells.ts';
import { barsSvg } from './chart.ts';
import type { Block, ReportDocument } from './document.ts';
import { PAGE } from './page.ts';

/** A report as PDF/UA-1 with embedded fonts. @throws UserError if fonts are missing or lack a character */
export function writeReportPdf(report: ReportDocument, madeAt: string): Promise<Uint8Array> {
  const { language, title, titleLines, subtitle, notes, signature } = report;
  const date = madeAt.slice(0, 10).split('-').map(Number);
  const blocks = report.blocks.map((block) => blockOf(block, language));
  const data = { language, title, titleLines, subtitle, notes, signature, date, page: PAGE, blocks };
  // Chinese fonts have a full-width glyph for this mark.
  const set = language === 'en' ? JSON.parse(JSON.stringify(data).replaceAll('’', "'")) : data;
  return writePdf('report.typ', set, madeAt);
}

function blockOf(block: Block, language: 'zh' | 'en'): unknown {
  if (block.kind === 'chart') {
    return { kind: 'chart', title: block.title, alt: block.alt, svg: barsSvg(block.bars).svg };
  }
  if (block.kind !== 'table') return block;
  const { kind, caption, note, fields, rows } = block;
  return {
    ...{ kind, caption, note },
    widths: widthsOf(fields, rows, language),
    numbers: fields.map(isNumber),
    head: fields.map((field) => headText(field, language)),
    rows: rows.map((row) => fields.map((field) => cellText(field, row))),
  };
}
