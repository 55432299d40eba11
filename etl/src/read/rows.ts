import type { Bilingual, LedgerKind, NoData, TableReport } from '@skill-ledger/contracts';
import { type Cell, isFilled, type SheetRow, type SheetSource } from '../formats/index.ts';
import type { Programme } from '../programme/programme.ts';
import { mayHoldHeaders } from './match.ts';
import { unitsOutside } from './outside.ts';
import { HEADER_ROWS, headerAt, looksLikeHeader, type NearestKind, recogniseHeader } from './recognise.ts';
import { isFilledRow, type LedgerRow, type Table } from './table.ts';
import { rowsAbove, type UnreadTable, unreadTables } from './unread.ts';
import { Walk } from './walk.ts';

/** Rows needed to recognise the first header: it may have two rows, and units below it. */
const ROWS_AHEAD = HEADER_ROWS + 3;

/** The layout of a known sheet, for a faster reader with the same result. */
export interface SheetLayout {
  /** Index of the sheet's column for each column of the contract; undefined where the sheet has none. */
  fields: (number | undefined)[];
  mends: number | undefined;
  /** Cells of the header row, blank ones at its end too. */
  width: number;
  /** Columns at the end without a header: their cells are surplus. */
  surplus: number[];
  /** First filled cell of the header row, normalised: a row that begins with it may repeat the header. */
  firstHeader: string;
  /** First filled cells of the rows above: a row that begins with one may repeat it. */
  titles: string[];
  /** Key columns except the first column: they are empty in lines that are not rows. */
  otherKeys: number[];
  /** In at least one of these columns a data row begins with a digit; a further header in none. */
  telling: number[];
  /** Columns of remarks, which may void the row (`CROSSED_OUT`). */
  remarks: number[];
  /** Classifies a row of these cells; `doubtful` if only the scanner can decide. */
  judge(cells: Cell[]): 'blank' | NoData | 'data' | 'crossed out' | 'doubtful';
  /** Adds the classification of a row to the report. */
  note(row: number, what: NoData | 'crossed out'): void;
}

/** The result of reading one of a sheet's tables. */
export interface TableAccount {
  /** Null for a sheet of unknown kind, and for a rejected table. */
  kind: LedgerKind | null;
  headerRow: number | null;
  extra: string[];
  nearest: NearestKind | null;
  /** Rows below the header down to the last with content, and those of them without data. */
  read: number;
  ignored: number;
  report: TableReport | null;
  /** What was not read, or may be meant otherwise: tables of no known kind, columns of another kind, a unit beside it. */
  remarks: Bilingual[];
}

export interface SheetReading {
  /** Of the first table; null if none is known, or it is rejected. */
  kind: LedgerKind | null;
  headerRow: number | null;
  /** Headers of columns outside the contract. */
  extra: string[];
  nearest: NearestKind | null;
  /** Why the first table is rejected. */
  refused: Bilingual | null;
  /** Null if only the scanner can read the sheet. */
  layout: SheetLayout | null;
  /** Gives up reading: `rows` are not wanted. */
  stop(): Promise<void>;
  /** Data rows in chunks; nothing for a sheet of unknown kind, which is still read to its end. */
  rows: AsyncIterable<LedgerRow[]>;
  /** Counts of the first table. Complete at the end. */
  count(): { read: number; ignored: number };
  /** Kind of a table by its number; a table may still be rejected at the end. */
  kindOf(table: number): LedgerKind | null;
  /** Every table of the sheet in order of position; one without a kind if none is known. Complete at the end. */
  tables(): TableAccount[];
}

type Rules = Pick<Programme, 'columns' | 'noteWords'>;

/**
 * Recognises a sheet's tables by their headers and reads their data rows.
 * @param around name of the file as a person sees it, without its extension, and units that the sheets of notes mention
 * @throws LedgerFileError where the file turns out to be damaged; also while rows are read
 */
export async function readSheet(
  sheet: SheetSource,
  programme: Rules,
  { fileName = '', notes = [] }: { fileName?: string; notes?: string[] } = {},
): Promise<SheetReading> {
  const chunks = sheet.rows()[Symbol.asyncIterator]();
  let ahead: SheetRow[] = [];
  let isAll = false;
  while (!isAll && (ahead.at(-1)?.row ?? 0) < ROWS_AHEAD) {
    const { value, done } = await chunks.next();
    if (value) ahead = ahead.concat(value);
    isAll = done ?? false;
  }
  const rest = (async function* () {
    yield ahead;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  const stop = async (): Promise<void> => {
    await chunks.return?.();
  };
  const { merges, hiddenColumns = [] } = sheet;
  const { tables: headers, nearest } = recogniseHeader(
    ahead.filter(({ row }) => row <= ROWS_AHEAD),
    programme.columns,
    merges,
    { sheetName: sheet.name, fileName, hiddenColumns },
  );
  const [first] = headers;
  if (!first) return { ...unknownSheet(rest, nearest), stop };
  const above = ahead.filter((row) => row.row < first.firstRow && isFilledRow(row));
  const tables = unreadTables(above);
  const stray = rowsAbove(
    above.filter(({ row }) => !tables?.rows.has(row)),
    first,
  );
  const unread = [tables, stray].flatMap((one) => one ?? []);
  const titles = above.filter(({ row }) => !unread.some((one) => one.rows.has(row)));
  const before = unread.map(unreadAccount);
  const around = { merges, hiddenColumns, outside: unitsOutside(sheet.beside ?? [], notes) };
  const walk = new Walk(headers, titles, around, programme, before.length);
  const [table] = walk.tables as [Table];
  const accounts = (): TableAccount[] => [...before, ...walk.tables.map(accountOf)];
  const kindOf = ({ refused, header }: Table): LedgerKind | null => (refused ? null : header.kind);
  return {
    kind: kindOf(table),
    headerRow: first.lastRow,
    extra: first.extra,
    nearest: null,
    refused: table.refused,
    layout: headers.length === 1 && unread.length === 0 && table.isPlain ? layoutOf(table, programme) : null,
    stop,
    rows: walkRows(walk, rest),
    count: () => table.count(),
    kindOf: (number) => {
      const its = walk.tables[number - before.length];
      return its ? kindOf(its) : null;
    },
    tables: accounts,
  };
}

function accountOf(table: Table): TableAccount {
  const { header } = table;
  const report = table.report();
  return {
    kind: report.refused ? null : header.kind,
    headerRow: header.lastRow,
    extra: header.extra,
    nearest: null,
    ...table.count(),
    report,
    remarks: table.remarks,
  };
}

const unreadAccount = ({ headerRow, read, text }: UnreadTable): TableAccount => ({
  kind: null,
  headerRow,
  extra: [],
  nearest: null,
  read,
  ignored: read,
  report: null,
  remarks: [text],
});

async function* walkRows(walk: Walk, chunks: AsyncIterable<SheetRow[]>): AsyncGenerator<LedgerRow[]> {
  let chunk: SheetRow[] = [];
  for await (const next of chunks) {
    if (next.length === 0) continue;
    const found = walk.rows(chunk, next);
    chunk = next;
    if (found.length > 0) yield found;
  }
  const found = walk.rows(chunk, []).concat(walk.end());
  if (found.length > 0) yield found;
}

/** All rows of a sheet that no kind fits are ignored. */
function unknownSheet(
  chunks: AsyncIterable<SheetRow[]>,
  nearest: NearestKind | null,
): Omit<SheetReading, 'stop'> {
  let last = 0;
  const rows = (async function* (): AsyncGenerator<LedgerRow[]> {
    for await (const chunk of chunks) last = chunk.findLast(({ cells }) => cells.some(isFilled))?.row ?? last;
  })();
  const count = () => ({ read: last, ignored: last });
  const unknown = { kind: null, headerRow: null, extra: [], nearest };
  return {
    ...unknown,
    refused: null,
    layout: null,
    rows,
    count,
    kindOf: () => null,
    tables: () => [{ ...unknown, ...count(), report: null, remarks: [] }],
  };
}

function layoutOf(table: Table, { columns }: Rules): SheetLayout {
  const { header, judge } = table;
  const contract = columns.filter(({ kind }) => kind === header.kind);
  return {
    fields: contract.map((column) => header.columns.find((one) => one.column === column)?.index),
    mends: header.mends,
    width: Math.max(header.width, header.texts[0]?.length ?? 0),
    surplus: (header.texts[0] ?? []).flatMap((_, index) => (index >= header.width ? [index] : [])),
    firstHeader: table.firstHeader,
    titles: [...judge.titles.keys()],
    otherKeys: judge.keys.filter((index) => index !== 0),
    telling: judge.telling,
    remarks: header.beside.remarks,
    note: (row, what) => table.note(row, what),
    judge: (cells) => {
      if (!cells.some(isFilled)) return 'blank';
      if (judge.mayBeHeader(cells) && mayHoldHeaders(cells, columns)) {
        const row = { row: 0, cells };
        const [next] = headerAt([row], 0, columns, [], { titles: [] });
        if (next) return table.isRepeatedBy(next) ? 'header' : 'doubtful';
        // Two header words may be the first of a header's two rows.
        if (judge.noData(cells) === null && looksLikeHeader(row, columns)) return 'doubtful';
      }
      const noData = judge.noData(cells);
      // Possibly another unit: the scanner decides.
      if (judge.unitsTold(cells, noData)) return 'doubtful';
      if (noData !== null) return noData;
      const { clear, open } = table.unitsBeside(cells);
      if (cells.slice(header.width).some(isFilled) || clear.length + open.length > 0) return 'doubtful';
      return table.isCrossedOut(cells) ? 'crossed out' : 'data';
    },
  };
}
