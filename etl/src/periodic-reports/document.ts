import type { Field, TableRow } from '../releases/index.ts';
import type { Bar } from './chart.ts';

/** A piece of a paragraph: words, or the number of a footnote. */
export type Inline = string | { note: number };

export interface TableBlock {
  kind: 'table';
  /** Names the sheet of the workbook. */
  name: string;
  caption: string;
  /** Footnote with the definitions of the columns that none defined before. */
  note: number | null;
  fields: Field[];
  rows: TableRow[];
}

export interface ChartBlock {
  kind: 'chart';
  title: string;
  /** What the picture shows, in words. */
  alt: string;
  bars: Bar[];
}

/** What a report consists of, whatever the format. */
export type Block =
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; inlines: Inline[] }
  | TableBlock
  | ChartBlock;

/** A report as it is written: its numbers are texts with every digit they have. */
export interface ReportDocument {
  language: 'zh' | 'en';
  title: string;
  /** The title as it stands on the page: what must not be broken is a line. */
  titleLines: string[];
  /** Lines below the title. */
  subtitle: string[];
  blocks: Block[];
  /** Footnotes; the first is number 1. */
  notes: string[];
  /** Who signs, and when. */
  signature: string[];
  /** Label and text of what the file is: period, snapshot, how to compute it again. */
  about: [string, string][];
}
