import type { LedgerKind } from '@skill-ledger/contracts';
import {
  type Cell,
  cellText,
  isFilled,
  MissingValue,
  moneyCellText,
  normalise,
  numericCellText,
  type SheetRow,
  type SheetSource,
} from '../formats/index.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { HEADER_ROWS, type KnownHeader, type NearestKind, recogniseHeader } from './recognise.ts';
import { Spans } from './spans.ts';

/** Columns that take any text: what stands for a missing value would pass there for a name or a number. */
const anyText = (cell: Cell | undefined): string | null =>
  cell instanceof MissingValue ? null : cellText(cell);

/** How cells of these types of column become text; those of the others are what a person sees. */
const TEXTS: Partial<Record<Column['type'], (cell: Cell | undefined) => string | null>> = {
  account: anyText,
  certificate: anyText,
  code: anyText,
  mobile: anyText,
  text: anyText,
  money: moneyCellText,
  count: numericCellText,
  hours: numericCellText,
  year: numericCellText,
};

/** A data row: its number and the original texts, in the order of the kind's columns. */
export interface LedgerRow {
  row: number;
  /** Id of the quarantined row that this one mends; null where the sheet has no column 隔离编号 or it is empty. */
  mends: string | null;
  values: (string | null)[];
}

/** Where a known sheet keeps what, for a reader that is faster than the one here and no less exact. */
export interface SheetLayout {
  /** Index of the sheet's column for each column of the contract; undefined where the sheet has none. */
  fields: (number | undefined)[];
  mends: number | undefined;
  /** Cells of the header row. */
  width: number;
  /** First filled cell of the header row, normalised: a row that begins with it may repeat the header. */
  firstHeader: string;
  /** What a row of these cells is. */
  judge(cells: Cell[]): 'blank' | 'no data' | 'data';
}

export interface SheetReading {
  kind: LedgerKind | null;
  headerRow: number | null;
  /** Headers of columns the contract does not know. */
  extra: string[];
  nearest: NearestKind | null;
  /** Null for a sheet of no known kind. */
  layout: SheetLayout | null;
  /** Gives up reading: `rows` are not wanted. */
  stop(): Promise<void>;
  /** Data rows in chunks; nothing for a sheet of no known kind, which is read to its end all the same. */
  rows: AsyncIterable<LedgerRow[]>;
  /** Rows below the header down to the last with content, and those of them that are no data. Complete at the end. */
  count(): { read: number; ignored: number };
}

/**
 * Recognises a sheet by its header and reads its data rows.
 * @throws LedgerFileError where the file turns out to be damaged; also while rows are read
 */
export async function readSheet(
  sheet: SheetSource,
  programme: Pick<Programme, 'columns' | 'noteWords'>,
): Promise<SheetReading> {
  const chunks = sheet.rows()[Symbol.asyncIterator]();
  let ahead: SheetRow[] = [];
  for (;;) {
    const { value, done } = await chunks.next();
    if (value) ahead = ahead.concat(value);
    if (done || (ahead.at(-1)?.row ?? 0) >= HEADER_ROWS) break;
  }
  const { known, nearest } = recogniseHeader(ahead, programme.columns);
  const all = (async function* () {
    yield ahead;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  const stop = async (): Promise<void> => {
    await chunks.return?.();
  };
  if (known === null) {
    return { kind: null, headerRow: null, extra: [], nearest, layout: null, stop, ...unknownRows(all) };
  }
  const { kind, headerRow, extra } = known;
  const header = ahead.find(({ row }) => row === headerRow)?.cells ?? [];
  const contract = programme.columns.filter((column) => column.kind === kind);
  const judge = new RowJudge(contract, known, header, programme.noteWords);
  const layout: SheetLayout = {
    fields: contract.map(({ field }) => known.columns.get(field)),
    mends: known.mends,
    width: header.length,
    firstHeader: normalise(cellText(header.find(isFilled)) ?? ''),
    judge: (cells) => (cells.some(isFilled) ? (judge.isNoData(cells) ? 'no data' : 'data') : 'blank'),
  };
  return {
    kind,
    headerRow,
    extra,
    nearest: null,
    layout,
    stop,
    ...dataRows(all, sheet, known, header.length, judge),
  };
}

type Rows = Pick<SheetReading, 'rows' | 'count'>;

/** All rows of a sheet that no kind fits are ignored. */
function unknownRows(chunks: AsyncIterable<SheetRow[]>): Rows {
  let last = 0;
  const rows = (async function* (): AsyncGenerator<LedgerRow[]> {
    for await (const chunk of chunks) last = chunk.findLast(({ cells }) => cells.some(isFilled))?.row ?? last;
  })();
  return { rows, count: () => ({ read: last, ignored: last }) };
}

function dataRows(
  chunks: AsyncIterable<SheetRow[]>,
  sheet: SheetSource,
  { headerRow }: KnownHeader,
  width: number,
  judge: RowJudge,
): Rows {
  const spans = new Spans(sheet.merges, headerRow, width);
  let last = headerRow;
  let data = 0;
  const rows = (async function* (): AsyncGenerator<LedgerRow[]> {
    for await (const chunk of spans.fill(chunks)) {
      const found: LedgerRow[] = [];
      for (const { row, cells } of chunk) {
        if (!cells.some(isFilled)) continue;
        last = row;
        if (judge.isNoData(cells)) continue;
        data += 1;
        found.push({ row, mends: judge.mends(cells), values: judge.values(cells) });
      }
      if (found.length > 0) yield found;
    }
  })();
  // What lies between header and last row and is no data is a blank, a total, a note or the header again.
  return { rows, count: () => ({ read: last - headerRow, ignored: last - headerRow - data }) };
}

/** Tells data rows from totals, notes and repeated headers, and takes the contract's columns out of them. */
class RowJudge {
  private readonly picks: { index: number | undefined; text: (cell: Cell | undefined) => string | null }[];
  private readonly keys: number[];
  private readonly header: string[];
  private readonly noteWords: string[];

  private readonly mendsIndex: number | undefined;

  constructor(contract: Column[], { columns, mends }: KnownHeader, header: Cell[], noteWords: string[]) {
    this.mendsIndex = mends;
    this.picks = contract.map((column) => ({
      index: columns.get(column.field),
      text: TEXTS[column.type] ?? cellText,
    }));
    this.keys = contract.filter((column) => column.key).flatMap((column) => columns.get(column.field) ?? []);
    this.header = header.map((cell) => normalise(cellText(cell) ?? ''));
    this.noteWords = noteWords.map(normalise);
  }

  values(cells: Cell[]): (string | null)[] {
    return this.picks.map(({ index, text }) => (index === undefined ? null : text(cells[index])));
  }

  mends(cells: Cell[]): string | null {
    const id = this.mendsIndex === undefined ? null : cellText(cells[this.mendsIndex]);
    return id === null ? null : normalise(id);
  }

  isNoData(cells: Cell[]): boolean {
    const first = cells.findIndex(isFilled);
    const text = normalise(cellText(cells[first]) ?? '');
    // Asked first: a header may itself begin with a note word (备注, 填报单位).
    if (text === this.header[first] && this.repeatsHeader(cells)) return true;
    return (
      this.noteWords.some((word) => text.startsWith(word)) &&
      this.keys.every((key) => key === first || !isFilled(cells[key]))
    );
  }

  private repeatsHeader(cells: Cell[]): boolean {
    return cells.every((cell, index) => {
      const text = normalise(cellText(cell) ?? '');
      return text === '' || text === this.header[index];
    });
  }
}
