import type { Bilingual, NoData, TableReport } from '@skill-ledger/contracts';
import { type Cell, isFilled, type SheetRow, type SheetSource } from '../formats/index.ts';
import type { Programme } from '../programme/programme.ts';
import { CROSSED_OUT } from './beside.ts';
import { otherKindText } from './blocks.ts';
import type { Outside } from './outside.ts';
import { isHiddenColumn, type TableHeader } from './recognise.ts';
import { inRow, mentionedUnit, ON_PAGE, OUTSIDE, otherUnit, unitAboveData } from './refusal.ts';
import { headerReport, letters, Places } from './report.ts';
import { RowJudge } from './row-judge.ts';
import { Spans } from './spans.ts';
import { headerText, remarkedBy, type Told, unitOf } from './units.ts';

const CROSSED = new RegExp(CROSSED_OUT);

/** A data row: its number and the original texts, in the order of the kind's columns. */
export interface LedgerRow {
  row: number;
  /** Id of the quarantined row that this one mends; null where the sheet has no column 隔离编号 or it is empty. */
  mends: string | null;
  values: (string | null)[];
  /** Number of its table in the sheet, from 0. */
  table: number;
}

/** What a sheet has besides its rows. */
export type AroundRows = Pick<SheetSource, 'merges' | 'hiddenColumns'> & { outside: Outside };

/** A table of a sheet while its rows are read. */
export class Table {
  readonly header: TableHeader;
  readonly judge: RowJudge;
  private readonly spans: Spans;
  private readonly titles = new Places();
  private readonly places = new Map<NoData, Places>();
  /** Indexes of columns without a header, within the table. */
  private readonly nameless: number[];
  private readonly unnamed = new Set<number>();
  private readonly crossedOut = new Places();
  private last: number;
  private data = 0;
  private hiddenRows = 0;
  private readonly hiddenColumns: [number, number][];
  /** Why rows below the header turned out to be unreliable. */
  private late: Bilingual | null = null;
  /** What the person who hands the table in should look at. */
  private doubt: Bilingual | null = null;

  constructor(
    header: TableHeader,
    titles: SheetRow[],
    { merges, hiddenColumns = [], outside }: AroundRows,
    { columns, noteWords }: Pick<Programme, 'columns' | 'noteWords'>,
  ) {
    this.hiddenColumns = hiddenColumns;
    this.header = header;
    // Mended rows hold converted numbers.
    if (header.mends === undefined) {
      this.late = otherUnit(ON_PAGE, header.columns, outside.shown);
      this.doubt = mentionedUnit(OUTSIDE, header.columns, outside.mentioned);
    }
    this.told(header.lastRow, { clear: [], open: header.beside.open });
    const contract = columns.filter(({ kind }) => kind === header.kind);
    this.judge = new RowJudge(
      header,
      contract,
      titles.map(({ cells }) => cells),
      noteWords,
      merges,
    );
    this.spans = new Spans(merges, header.lastRow, header.width);
    this.last = header.lastRow;
    for (const { row } of titles) this.titles.add(row);
    this.nameless = Array.from(
      { length: header.width - header.from },
      (_, place) => header.from + place,
    ).filter((index) => header.texts.every((texts) => (texts[index] ?? '') === ''));
  }

  /** Whether the table can be read by columns, without inspecting rows. */
  get isPlain(): boolean {
    const { refused, columns, texts, unitRow, beside } = this.header;
    return (
      refused === null &&
      unitRow === null &&
      texts.length === 1 &&
      this.nameless.length === 0 &&
      beside.units.length + beside.empty.length === 0 &&
      columns.every(({ factor }) => factor === 1)
    );
  }

  /** The data row of these cells; null if it is not data. @param isWide the only filled cell is merged over columns */
  take(given: SheetRow, table: number, isWide: boolean): LedgerRow | null {
    const { row } = given;
    const own = this.header.from === 0 && this.header.to === Number.POSITIVE_INFINITY;
    const cells = this.spans.fill(own ? given : { ...given, cells: this.ownCells(given.cells) });
    if (!cells.some(isFilled)) return null;
    this.last = row;
    const noData = this.header.unitRow === row ? 'units' : isWide ? 'note' : this.judge.noData(cells);
    const said = this.header.unitRow === row ? null : this.judge.unitsTold(cells, noData);
    if (said) this.told(row, said);
    if (noData !== null || said) {
      this.skip(row, noData ?? 'units');
      return null;
    }
    for (const index of this.nameless) if (isFilled(cells[index])) this.unnamed.add(index);
    if (this.header.refused) return null;
    this.told(row, this.unitsBeside(cells));
    const filled = this.header.beside.empty.find((index) => isFilled(cells[index]));
    if (filled !== undefined) this.late ??= unitAboveData(row, this.header.texts.at(-1)?.[filled] ?? '');
    if (given.hidden) this.hiddenRows += 1;
    if (given.crossedOut || this.isCrossedOut(cells)) this.crossedOut.add(row);
    this.data += 1;
    return { row, mends: this.judge.mends(cells), values: this.judge.values(cells, this.spans), table };
  }

  /** The units that the row's other cells name: a column for them, a remark, a column without a header. */
  unitsBeside(cells: Cell[]): Told {
    const { units, remarks } = this.header.beside;
    const text = (index: number): string => headerText(cells[index]);
    const { clear, open } = remarkedBy([...remarks, ...this.nameless].map(text));
    return { clear: [...units.flatMap((index) => unitOf(text(index)) ?? []), ...clear], open };
  }

  /** Takes in what a row says of units. */
  private told(row: number, { clear, open }: Told): void {
    const { columns } = this.header;
    if (clear.length > 0) this.late ??= otherUnit(inRow(row), columns, clear);
    if (open.length > 0) this.doubt ??= mentionedUnit(inRow(row), columns, open);
  }

  /** Whether a remark says that the row does not count. It still counts: only its author can know. */
  isCrossedOut(cells: Cell[]): boolean {
    return this.header.beside.remarks.some((index) => CROSSED.test(headerText(cells[index])));
  }

  /** Adds a row that another reader classified by the same rules. */
  note(row: number, what: NoData | 'crossed out'): void {
    if (what === 'crossed out') this.crossedOut.add(row);
    else this.place(row, what);
  }

  /** Counts a row without data. */
  skip(row: number, why: NoData): void {
    this.last = Math.max(this.last, row);
    this.place(row, why);
  }

  private place(row: number, why: NoData): void {
    const places = this.places.get(why) ?? new Places();
    places.add(row);
    this.places.set(why, places);
  }

  private ownCells(cells: Cell[]): Cell[] {
    const { from, to } = this.header;
    return cells.slice(0, Math.min(to, cells.length)).map((cell, index) => (index < from ? null : cell));
  }

  /** Rows below the header down to the last with content, and those of them without data. Complete at the end. */
  count(): { read: number; ignored: number } {
    const read = this.last - this.header.lastRow;
    return { read, ignored: this.refused ? read : read - this.data };
  }

  /** Why its rows do not count; null if they do. Complete at the end: rows may have been returned before. */
  get refused(): Bilingual | null {
    return this.header.refused ?? this.late;
  }

  /** What was not read, or may be meant otherwise. Complete at the end. */
  get remarks(): Bilingual[] {
    const { otherKind } = this.header;
    return [otherKind && otherKindText(otherKind), this.doubt].flatMap((one) => one ?? []);
  }

  report(): TableReport {
    return {
      ...headerReport(this.header),
      unnamed: [...this.unnamed].sort((a, b) => a - b).map(letters),
      titles: this.titles.toString(),
      noData: Object.fromEntries([...this.places].map(([why, places]) => [why, places.toString()])),
      hiddenRows: this.hiddenRows,
      crossedOut: this.crossedOut.toString(),
      hiddenColumns: this.header.columns
        .filter(({ index }) => isHiddenColumn(this.hiddenColumns, index))
        .map(({ index }) => letters(index)),
      refused: this.refused,
    };
  }

  /** Whether the headers have the same fields in the same columns, in the same units. */
  isRepeatedBy(other: TableHeader): boolean {
    const { header } = this;
    return (
      header.kind === other.kind &&
      (other.refused === null || header.refused !== null) &&
      header.columns.length === other.columns.length &&
      header.columns.every(({ column, index, factor }) =>
        other.columns.some(
          (one) =>
            one.column === column && one.index === index && (one.unit === null || one.factor === factor),
        ),
      )
    );
  }

  get firstHeader(): string {
    return this.header.texts[0]?.find((text) => text !== '') ?? '';
  }
}

export const isFilledRow = ({ cells }: SheetRow): boolean => cells.some((cell) => headerText(cell) !== '');
