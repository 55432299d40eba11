import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { type BookType, utils, write } from '@e965/xlsx';
import type { LedgerKind } from '@skill-ledger/contracts';
import { KIND_LABELS } from '@skill-ledger/contracts';
import type { Column } from '../programme/programme.ts';
import { encodeGb18030 } from './gb18030.ts';
import { addNoise, DATE_STYLES, invalidate, writeAmount } from './mess.ts';
import type { Random } from './random.ts';

/** Values by field of the contract; dates as YYYY-MM-DD, money and numbers as numbers. */
export type Values = Record<string, string | number | null>;

/** Share of rows that get an error. */
const INVALID_SHARE = 0.003;

/** The layout of a sheet: headers, their order, notations and extra columns. */
export class SheetHabit {
  readonly header: string[];
  private readonly columns: Column[];
  private readonly random: Random;
  private readonly date: (day: string) => string;
  private readonly amount: number;
  private number = 0;

  constructor(random: Random, columns: Column[]) {
    this.random = random;
    const optional = columns.filter((column) => column.field !== 'industry');
    // Offices keep the order roughly: one column is moved.
    const moved = random.whole(1, optional.length - 1);
    this.columns = [
      ...optional.slice(0, moved),
      ...optional.slice(moved + 1),
      ...optional.slice(moved, moved + 1),
    ];
    const label = (column: Column): string => {
      const name =
        random.chance(0.3) && column.synonyms.length > 0 ? random.pick(column.synonyms) : column.label;
      return column.type === 'money' && random.chance(0.5) ? `${name}（元）` : name;
    };
    this.header = ['序号', ...this.columns.map(label), '备注'];
    this.date = random.pick(DATE_STYLES);
    this.amount = random.whole(0, 2);
  }

  row(values: Values): string[] {
    this.number += 1;
    const cells = this.columns.map((column) => {
      const value = values[column.field];
      if (value === null || value === undefined || value === '') return '';
      if (column.type === 'date' || column.type === 'openDate')
        return value === '长期' ? value : this.date(String(value));
      if (column.type === 'money') return writeAmount(Number(value), this.amount);
      return addNoise(this.random, String(value));
    });
    if (this.random.chance(INVALID_SHARE)) {
      const place = this.columns.findIndex((column) => ['personId', 'enum', 'unit'].includes(column.type));
      const column =
        this.columns[this.random.chance(0.5) ? place : this.random.whole(0, this.columns.length - 1)];
      const index = column ? this.columns.indexOf(column) : -1;
      if (column?.required) cells[index] = invalidate(this.random, column.type, cells[index] ?? '');
    }
    return [String(this.number), ...cells, ''];
  }
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export type Encoding = 'utf-8' | 'utf-8 with BOM' | 'gb18030';

/** A text ledger, written row by row. */
export class TextLedger {
  private readonly stream: WriteStream;
  private readonly encoding: Encoding;
  private readonly habit: SheetHabit;
  private buffer: string[] = [];

  constructor(path: string, title: string, habit: SheetHabit, encoding: Encoding) {
    this.stream = createWriteStream(path);
    this.encoding = encoding;
    this.habit = habit;
    this.buffer.push(encoding === 'utf-8 with BOM' ? `\uFEFF${title}` : title);
    this.buffer.push(habit.header.map(quote).join(','));
  }

  async add(values: Values): Promise<void> {
    this.buffer.push(this.habit.row(values).map(quote).join(','));
    if (this.buffer.length >= 5000) await this.flush();
  }

  async close(): Promise<void> {
    this.buffer.push('填表人：,,审核人：');
    await this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  private async flush(): Promise<void> {
    const text = `${this.buffer.join('\r\n')}\r\n`;
    this.buffer = [];
    const bytes = this.encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text, 'utf8');
    if (!this.stream.write(bytes)) await once(this.stream, 'drain');
  }
}

/** One sheet of a workbook: its name, and its rows with title and totals. */
export interface Sheet {
  name: string;
  rows: (string | number)[][];
}

export function tableSheet(kind: LedgerKind, title: string, habit: SheetHabit, rows: Values[]): Sheet {
  return {
    name: KIND_LABELS[kind].zh,
    rows: [
      [title],
      habit.header,
      ...rows.map((row) => habit.row(row)),
      ['合计', ...Array<string>(habit.header.length - 2).fill(''), `共 ${rows.length} 行`],
    ],
  };
}

/** Writes a workbook. The title row is one merged cell, as is common in offices. */
export async function writeWorkbook(path: string, sheets: Sheet[], bookType: BookType): Promise<void> {
  const book = utils.book_new();
  for (const { name, rows } of sheets) {
    const sheet = utils.aoa_to_sheet(rows);
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: Math.max((rows[1]?.length ?? 1) - 1, 1) } }];
    utils.book_append_sheet(book, sheet, name);
  }
  // A fixed date: the same seed gives the same bytes.
  book.Props = { CreatedDate: new Date(0), ModifiedDate: new Date(0) };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, write(book, { type: 'buffer', bookType, compression: true }) as Buffer);
}
