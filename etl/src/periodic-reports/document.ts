import type { Field, TableRow } from '../releases/index.ts';
import type { Bar } from './chart.ts';

/** A piece of a paragraph: text, or the number of a footnote. */
export type Inline = string | { note: number };

export interface TableBlock {
  kind: 'table';
  /** Names the sheet of the workbook. */
  name: string;
  caption: string;
  /** Footnote with the definitions of columns not defined before. */
  note: number | null;
  fields: Field[];
  rows: TableRow[];
}

export interface ChartBlock {
  kind: 'chart';
  title: string;
  /** Description of the picture. */
  alt: string;
  bars: Bar[];
}

/** A block of a report, in any format. */
export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; inlines: Inline[] }
  | TableBlock
  | ChartBlock;

/** The document of a report: its numbers are texts with all digits. */
export interface ReportDocument {
  language: 'zh' | 'en';
  title: string;
  /** Lines of the title on the page. */
  titleLines: string[];
  /** Lines below the title. */
  subtitle: string[];
  blocks: Block[];
  /** Footnotes; the first is number 1. */
  notes: string[];
  /** Signature and date. */
  signature: string[];
  /** Facts about the file, as label and text: period, snapshot, command to recompute it. */
  about: [string, string][];
}
