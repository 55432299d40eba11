import type { Bilingual, LedgerKind } from '@skill-ledger/contracts';
import { cellText, type MergedRange, type SheetRow } from '../formats/index.ts';
import type { Column } from '../programme/programme.ts';
import { type BesideColumns, besideColumns } from './beside.ts';
import { type Block, blocksOf, type OtherKind, otherKind } from './blocks.ts';
import { groupedHeader, type HeaderCell, plainHeader } from './groups.ts';
import { type Match, type MatchedColumn, matchKinds } from './match.ts';
import { refusalOf } from './refusal.ts';
import { factorOf, headerText, inherited, moneyNamed, unitOf, unitsIn, unitsOfType } from './units.ts';

/** The header is looked for in this many rows from the top. */
export const HEADER_ROWS = 10;

/** A column of the sheet, its field, and how its numbers are read. */
export interface TableColumn extends MatchedColumn {
  /** Factor of its numbers: 10000 in a column of 万元. */
  factor: number;
  /** Whether the unit is named by the header itself or the row below it. */
  isUnitOwn: boolean;
}

/** What stands around a header: titles and the names of sheet and file may tell the unit, and a person does not see all columns. */
export interface Around {
  titles: SheetRow[];
  sheetName?: string;
  fileName?: string;
  hiddenColumns?: [number, number][];
  /** The table above, and the units named by its titles, which may apply to this one too. */
  before?: { kind: LedgerKind; units: string[] };
}

/** A table whose header is known. */
export interface TableHeader {
  kind: LedgerKind;
  /** First and last row of the header. */
  firstRow: number;
  lastRow: number;
  columns: TableColumn[];
  mends: number | undefined;
  /** Headers outside the contract, and those of them that concern the whole row. */
  extra: string[];
  beside: BesideColumns;
  /** Index of its first column, of the column after its last header, and of the column after all its cells. */
  from: number;
  width: number;
  to: number;
  /** The header's rows as displayed, normalised, by column of the sheet. */
  texts: string[][];
  /** Row below the header with units or notes and no data. */
  unitRow: number | null;
  otherKind: OtherKind | null;
  /** Why its rows cannot be read with certainty; null if they can. */
  refused: Bilingual | null;
}

/** The kind nearest to a sheet without a known header. */
export interface NearestKind {
  kind: LedgerKind;
  headerRow: number;
  /** Labels of the missing required columns. */
  missing: string[];
}

export interface Recognised {
  /** Tables side by side under the first header; none if it is not known. */
  tables: TableHeader[];
  nearest: NearestKind | null;
}

const isFilledRow = ({ cells }: SheetRow): boolean => cells.some((cell) => headerText(cell) !== '');

/**
 * Finds the first header among the first ten rows: one that has all key columns of a kind and at least 60 % of the required
 * ones. Of two in adjacent rows, the one with more of them.
 * @param rows the sheet's first rows, in order
 * @param contract every column of every kind
 */
export function recogniseHeader(
  rows: SheetRow[],
  contract: Column[],
  merges: MergedRange[] = [],
  sheet: Pick<Around, 'sheetName' | 'fileName' | 'hiddenColumns'> = {},
): Recognised {
  const filled = rows.filter(isFilledRow);
  for (const [at, { row }] of filled.entries()) {
    if (row > HEADER_ROWS) break;
    const around = (place: number): Around => ({ ...sheet, titles: filled.slice(0, place) });
    const tables = headerAt(filled, at, contract, merges, around(at));
    if (tables.length === 0) continue;
    const behind = filled.findIndex((next) => next.row > (tables[0]?.lastRow ?? 0));
    const better =
      behind >= 0 && (filled[behind]?.row ?? 0) <= HEADER_ROWS
        ? headerAt(filled, behind, contract, merges, around(behind))
        : [];
    return { tables: foundIn(better) > foundIn(tables) ? better : tables, nearest: null };
  }
  return { tables: [], nearest: nearestOf(filled, contract, merges) };
}

const foundIn = (tables: TableHeader[]): number =>
  tables.reduce((sum, { columns }) => sum + columns.filter(({ column }) => column.required).length, 0);

/** Whether a row has more than one word in common with the header of a kind. */
export const looksLikeHeader = (row: SheetRow, contract: Column[]): boolean =>
  matchKinds(plainHeader(row, undefined, []), contract).some(({ found }) => found >= 2);

/** A single word in common does not make a kind "nearest". */
function nearestOf(rows: SheetRow[], contract: Column[], merges: MergedRange[]): NearestKind | null {
  let best: { match: Match; headerRow: number } | null = null;
  for (const [at, row] of rows.entries()) {
    if (row.row > HEADER_ROWS) break;
    for (const match of matchKinds(plainHeader(row, rows[at - 1], merges), contract)) {
      if (match.found >= 2 && match.found > (best?.match.found ?? 0)) best = { match, headerRow: row.row };
    }
  }
  return best && { kind: best.match.kind, headerRow: best.headerRow, missing: best.match.missing };
}

/**
 * The tables whose header begins in this row; none if it is no header.
 * @param rows filled rows only
 */
export function headerAt(
  rows: SheetRow[],
  at: number,
  contract: Column[],
  merges: MergedRange[],
  around: Around,
): TableHeader[] {
  const row = rows[at];
  const below = rows[at + 1];
  if (!row) return [];
  const plain = (place: number): Block[] => {
    const its = rows[place];
    return its ? blocksOf(seen(plainHeader(its, rows[place - 1], merges), around), contract) : [];
  };
  const grouped = below ? groupedHeader(row, below, rows[at + 2], merges) : null;
  if (grouped) {
    const blocks = blocksOf(seen(grouped.cells, around), contract);
    // Groups above a header that stands for itself are titles.
    const behind = at + grouped.rows;
    const isTitle = () =>
      [at + 1, behind - 1].some((place) =>
        plain(place).some(({ match }) => match.hidden.length === 0 && match.equals.length === 0),
      );
    if (blocks.length > 0 && !isTitle())
      return tablesOf(blocks, rows.slice(at, behind), rows[behind], around);
  }
  return tablesOf(plain(at), [row], below, around);
}

/** Marks hidden columns: they do not take a field from a visible one. */
function seen(cells: HeaderCell[], { hiddenColumns = [] }: Around): HeaderCell[] {
  if (hiddenColumns.length === 0) return cells;
  return cells.map((cell) => (isHiddenColumn(hiddenColumns, cell.index) ? { ...cell, above: HIDDEN } : cell));
}

/** Placeholder of a group above hidden columns. */
const HIDDEN = '隐藏列';

export const isHiddenColumn = (hidden: [number, number][], index: number): boolean =>
  hidden.some(([from, to]) => from <= index && index <= to);

function tablesOf(
  blocks: Block[],
  header: SheetRow[],
  next: SheetRow | undefined,
  around: Around,
): TableHeader[] {
  if (blocks.length === 0) return [];
  const firstRow = header[0]?.row ?? 0;
  const lastRow = header.at(-1)?.row ?? 0;
  const texts = header.map(({ cells }) => cells.map(headerText));
  const unitsBelow = next?.row === lastRow + 1 ? unitRow(next) : null;
  return blocks.map((block, place): TableHeader => {
    const { match, cells } = block;
    const from = place === 0 ? 0 : (cells[0]?.index ?? 0);
    const to = blocks[place + 1]?.cells[0]?.index ?? Number.POSITIVE_INFINITY;
    const beside = besideColumns(match.extra, next);
    const titled = titledUnits(around, match, beside.told, from, to);
    const columns = match.columns.map((matched) => withUnit(matched, unitsBelow, titled));
    return {
      kind: match.kind,
      firstRow,
      lastRow,
      columns: columns.map(({ factor, ...column }) => ({ ...column, factor: factor ?? 1 })),
      mends: match.mends,
      extra: match.extra.map((one) => toldHeader(one.header)),
      beside,
      from,
      width: lastIndex(cells) + 1,
      to,
      texts,
      unitRow: unitsBelow === null ? null : lastRow + 1,
      otherKind: otherKind(block),
      refused: refusalOf(match, columns),
    };
  });
}

/** Of persons or of yuan, where a table has both. */
const TEN_THOUSAND = '万';

/**
 * Units that titles above a table name, and cells of its header: its own ones, else those beside it, of the names of the
 * sheet and the file, and of the table before.
 */
function titledUnits(
  { titles, sheetName = '', fileName = '', before }: Around,
  { kind, columns, mends }: Match,
  told: string[],
  from: number,
  to: number,
): string[][] {
  const cells = titles.flatMap((row) =>
    row.cells.map((cell, index) => ({ index, text: cellText(cell) ?? '' })),
  );
  const own = cells.filter(({ index }) => index >= from && index < to);
  const named = [own, cells, [{ text: sheetName }]].map((some) => some.flatMap(({ text }) => unitsIn(text)));
  named[0]?.push(...told);
  // Mended rows hold converted numbers, whatever the file is called.
  if (mends === undefined) named.push(moneyNamed(fileName));
  const units = before?.units ?? [];
  const isEither = ['money', 'count'].every((type) => columns.some(({ column }) => column.type === type));
  return [...named, before?.kind === kind ? units : units.map(inherited)].map((some) =>
    isEither ? some.map((unit) => (unit === TEN_THOUSAND ? inherited(unit) : unit)) : some,
  );
}

/** Longer texts are not names, but possibly a whole record that was read as a name. */
const LONGEST_TOLD = 60;
/** Numbers as long as phone numbers or ids, with adjacent words, which may be a person's name. */
const PERSONAL = /\p{Script=Han}*[\s_-]?\d{11,}X?[\s_-]?\p{Script=Han}*/giu;
/** A header as it may be shown: without long numbers, which may be personal. */
const toldHeader = (text: string): string => {
  const told = text.replace(PERSONAL, '…').replace(/\d{6,}/g, '…');
  return told.length > LONGEST_TOLD ? `${told.slice(0, LONGEST_TOLD / 4)}…` : told;
};

const lastIndex = (cells: HeaderCell[]): number => cells.at(-1)?.index ?? -1;

/** Units by column, of a row that contains only units and notes on how to fill in; null for any other row. */
function unitRow({ cells }: SheetRow): Map<number, string> | null {
  const units = new Map<number, string>();
  for (const [index, cell] of cells.entries()) {
    const text = headerText(cell);
    if (text === '') continue;
    const unit = typeof cell === 'string' ? unitOf(text) : null;
    if (unit !== null) units.set(index, unit);
    else if (!/^[([【〔]?(?:单位|必填项?|选填项?)[)\]】〕]?$/.test(text)) return null;
  }
  return units;
}

/** The column with the unit of its numbers: its header's, else that of the row below, else the title's. */
function withUnit(
  matched: MatchedColumn,
  below: Map<number, string> | null,
  titled: string[][],
): MatchedColumn & { factor: number | null; isUnitOwn: boolean } {
  const { type } = matched.column;
  const named = matched.unit ?? below?.get(matched.index);
  const told = titled.map((units) => unitsOfType(units, type)).find((units) => units.length > 0) ?? [];
  const units = named === undefined ? [...new Set(told)] : [named];
  const factors = new Set(units.map((unit) => factorOf(unit, type)));
  const [factor = 1] = factors;
  return {
    ...matched,
    unit: units.join('、') || null,
    factor: factors.size > 1 ? null : factor,
    isUnitOwn: named !== undefined,
  };
}
