import { Readable } from 'node:stream';
import { type CellValue, writeXlsx, writeXlsxStream } from 'hucre';
import { csvLine } from '../base/csv.ts';
import { TEXT } from '../columns/column-type.ts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Programme } from '../programme/programme.ts';

/** Cell types of an exported column. Ids, phones, accounts and certificate numbers are texts. */
export type CellKind = 'text' | 'money' | 'number' | 'day' | 'time';

export interface ExportColumn {
  label: string;
  kind: CellKind;
}

export type ExportCells = (string | null)[];
type Rows = Iterable<ExportCells> | AsyncIterable<ExportCells>;

/** Title, columns and notes of an export (spec 5, "Every export says what it is"). */
export interface ExportTable {
  title: string;
  columns: ExportColumn[];
  /** Lines of 说明: title, filters, day, snapshot, who made it when, address of the view. Rows and sums are added. */
  notes: [label: string, text: string][];
  /** Who exported unmasked personal values; printed in the footer of every sheet. */
  takenBy?: string | undefined;
}

const FORMATS: Record<CellKind, string> = {
  text: TEXT,
  money: '#,##0.00',
  number: 'General',
  day: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
};
/** Name of the sheet, or of the file beside a CSV. */
export const NOTES_NAME = '说明';

/** Labels of columns that rules add to a ledger's columns. */
const JUDGED: Record<string, CellKind> = { 应发金额: 'money' };

/** Types of ledger columns by label, from the contract; an unknown label is a text. */
export const exportColumns = ({ columns }: Pick<Programme, 'columns'>, labels: string[]): ExportColumn[] =>
  labels.map((label) => {
    const column = columns.find((one) => one.label === label);
    const format = column && COLUMN_TYPES[column.type].format;
    return { label, kind: JUDGED[label] ?? (format === undefined ? 'text' : kindOf(format)) };
  });

function kindOf(format: string): CellKind {
  if (format === TEXT) return 'text';
  if (format === FORMATS.day) return 'day';
  return format === FORMATS.money ? 'money' : 'number';
}

/** Counts rows and adds up amounts while rows are written. */
class Tally {
  rows = 0;
  private readonly fen = new Map<number, bigint>();

  constructor(private readonly columns: ExportColumn[]) {}

  async *watch(rows: Rows): AsyncGenerator<ExportCells> {
    for await (const cells of rows) {
      this.rows += 1;
      for (const [index, { kind }] of this.columns.entries()) {
        const text = kind === 'money' ? cells[index] : null;
        if (text && isNumber(text)) this.fen.set(index, (this.fen.get(index) ?? 0n) + fenOf(text));
      }
      yield cells;
    }
  }

  lines(): [string, string][] {
    const sums = [...this.fen].map(([index, fen]): [string, string] => [
      `${this.columns[index]?.label}合计（元）`,
      yuanOf(fen),
    ]);
    return [['行数', String(this.rows)], ...sums];
  }
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
const fenOf = (text: string): bigint => {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(`${whole}${part.padEnd(2, '0').slice(0, 2)}`);
};
const yuanOf = (fen: bigint): string => {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** A cell for a spreadsheet: numbers, days and instants (ISO with offset, shown in their own time) as such, all else as text. */
export function cellOf(text: string | null, kind: CellKind): CellValue {
  if (text === null || text === '') return null;
  if ((kind === 'money' || kind === 'number') && isNumber(text) && text.length <= 16) return Number(text);
  const [, day, time = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d).*)?$/.exec(text) ?? [];
  return day === undefined || (kind !== 'day' && kind !== 'time') ? text : new Date(`${day}T${time}:00Z`);
}

const columnOf = ({ label, kind }: ExportColumn) => ({
  width: Math.max(12, label.length * 2 + 4),
  style: { numFmt: FORMATS[kind] },
});
const FROZEN = { rows: 1 };

/** The rows as a workbook with a sheet 说明; whole in memory. */
export async function exportWorkbook(table: ExportTable, rows: Rows): Promise<Uint8Array> {
  const { title, columns, notes, takenBy } = table;
  const tally = new Tally(columns);
  const lines: CellValue[][] = [columns.map(({ label }) => label)];
  for await (const cells of tally.watch(rows)) {
    lines.push(columns.map(({ kind }, index) => cellOf(cells[index] ?? null, kind)));
  }
  const marked = footerOf(takenBy);
  return writeXlsx({
    sheets: [
      {
        name: title.slice(0, 31),
        rows: lines,
        columns: columns.map(columnOf),
        freezePane: FROZEN,
        ...marked,
      },
      { ...notesSheet(noteLines(notes, tally, takenBy)), ...marked },
    ],
  });
}

/** A sheet 说明 of these lines. */
export const notesSheet = (lines: [string, string][]) => ({
  name: NOTES_NAME,
  rows: lines,
  columns: [{ width: 20 }, { width: 90, style: { numFmt: TEXT, alignment: { wrapText: true } } }],
});

/** The footer of every sheet with unmasked personal values: who took them. */
export const footerOf = (takenBy: string | undefined) =>
  takenBy !== undefined && { headerFooter: { oddFooter: `&L${takenBy.replaceAll('&', '&&')}` } };

const noteLines = (
  notes: ExportTable['notes'],
  tally: Tally,
  takenBy: string | undefined,
): [string, string][] => [
  ...notes,
  ...tally.lines(),
  ...(takenBy === undefined ? [] : [['个人信息', takenBy] as [string, string]]),
];

/** The rows as a workbook of one sheet, streamed. */
export const exportStream = ({ title, columns }: Omit<ExportTable, 'notes'>, rows: Rows): Readable =>
  Readable.fromWeb(
    writeXlsxStream(typed(columns, rows), {
      name: title,
      columns: columns.map(columnOf),
      freezePane: FROZEN,
    }) as Parameters<typeof Readable.fromWeb>[0],
  );

async function* typed(columns: ExportColumn[], rows: Rows): AsyncGenerator<CellValue[]> {
  yield columns.map(({ label }) => label);
  for await (const cells of rows) yield columns.map(({ kind }, index) => cellOf(cells[index] ?? null, kind));
}

/** Digits that Excel would round or strip of zeros: ids, accounts, phone numbers, certificates. */
const ENDANGERED = /^(?:\d{11,}|0\d+|\d+[Ee]\d+)$/;

/**
 * The rows as CSV in UTF-8 with a mark. A text that Excel would turn into a number gets a tab in
 * front, which makes Excel keep it and which readers of CSV strip.
 * @returns the content in chunks, and its notes, available after the content was read
 */
export function exportCsv(
  { columns, notes, takenBy }: ExportTable,
  rows: Rows,
): { content: AsyncGenerator<string>; notes: () => string } {
  const tally = new Tally(columns);
  async function* content(): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(columns.map(({ label }) => label))}`;
    for await (const cells of tally.watch(rows)) yield lineOf(cells, columns);
  }
  const said = (): string =>
    `\uFEFF${noteLines(notes, tally, takenBy)
      .map(([label, text]) => `${label}：${text}\r\n`)
      .join('')}`;
  return { content: content(), notes: said };
}

/** The neutralised line, with a tab in front of values that Excel would destroy. */
function lineOf(cells: ExportCells, columns: ExportColumn[]): string {
  const isEndangered = (cell: string | null, index: number): boolean =>
    cell !== null && columns[index]?.kind === 'text' && ENDANGERED.test(cell);
  if (!cells.some(isEndangered)) return csvLine(cells);
  return `${cells
    .map((cell, index) => (isEndangered(cell, index) ? `"\t${cell}"` : csvLine([cell]).slice(0, -2)))
    .join(',')}\r\n`;
}

/** A file name of content, scope and date, without characters that file systems refuse. */
export const exportName = (parts: (string | null | undefined)[], extension: string): string => {
  const name = parts
    .filter(Boolean)
    .join('-')
    .replaceAll(/[\\/:*?"<>|\s]+/g, '_');
  return `${name.slice(0, 120)}.${extension}`;
};
