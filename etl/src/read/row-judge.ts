import type { NoData } from '@skill-ledger/contracts';
import type { ColumnTypeName } from '../columns/index.ts';
import {
  type Cell,
  cellText,
  ExcelDate,
  isFilled,
  type MergedRange,
  moneyCellText,
  normalise,
  numericCellText,
  ShownCell,
} from '../formats/index.ts';
import type { Column } from '../programme/programme.ts';
import { COVERED_TEXT, mergedNumberText, splitText, surplusText } from './faults.ts';
import { mergedIn } from './groups.ts';
import { isTotal, isTotalOf, noteBeginning } from './notes.ts';
import type { TableHeader } from './recognise.ts';
import type { Spans } from './spans.ts';
import { convertedText, headerText, type Told, toldBy } from './units.ts';

type Text = (cell: Cell | undefined) => string | null;

/** How cells of these types of column become text; those of other types are taken as displayed. */
const TEXTS: Partial<Record<ColumnTypeName, Text>> = {
  money: moneyCellText,
  count: numericCellText,
  hours: numericCellText,
  // A date that is shown as its year.
  year: (cell) =>
    cell instanceof ShownCell && /^\d{4}年?$/.test(cell.shown) ? cell.shown : numericCellText(cell),
};
/** A number of these types merged over several rows may be their total. */
const ADDED_UP: ColumnTypeName[] = ['money', 'count', 'hours'];
/** Cells of these types begin with a digit, which no header does. */
const TELLING: ColumnTypeName[] = ['date', 'money', 'count', 'hours', 'year', 'personId'];
const MAX_TELLING = 2;

/** A header is merged over no more columns than this: an id in boxes of one digit each has eighteen. */
const MAX_COVERED = 32;

/** A line between the rows fills no more cells than this. */
const SHORT = 2;

const STEMS = '甲乙丙丁戊己庚辛壬癸';
/** Possible first and second cells of a row of column numbers. */
export const FIRST_NUMBERS = ['1', '(1)', 'A', '甲', '0'];
export const SECOND_NUMBERS = ['2', '(2)', 'B', '乙', '1', '(1)'];

/** Whether a cell begins with a digit. */
export function beginsWithDigit(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return false;
  if (typeof cell === 'number' || cell instanceof ExcelDate) return true;
  const text = typeof cell === 'string' ? cell : cell instanceof ShownCell ? cell.shown : '';
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/** Separates data rows of a table from totals, notes and repeated headers, and extracts the contract's columns from them. */
export class RowJudge {
  /** Up to two columns; a data row has a digit in at least one of them. */
  readonly telling: number[];
  readonly keys: number[];
  /** First filled cell of each title row above the table. */
  readonly titles: Map<string, string[]>;
  private readonly header: TableHeader;
  private readonly picks: { index: number | undefined; text: Text; isNumber: boolean }[];
  private readonly required: number[];
  private readonly noteWords: RegExp;
  /** Picks whose header is merged over more columns, with these: what stands there is a part of the value. */
  private readonly split: [number, number[]][];
  /** Which of the picks stands furthest right: what stands behind the header's last column is said there. */
  private readonly lastPick: number;

  constructor(
    header: TableHeader,
    contract: Column[],
    titles: Cell[][],
    noteWords: readonly string[],
    merges: MergedRange[] = [],
  ) {
    this.header = header;
    this.picks = contract.map((column) => {
      const found = header.columns.find((one) => one.column === column);
      const plain = TEXTS[column.type] ?? cellText;
      const text: Text =
        found && found.factor !== 1 ? (cell) => convertedText(cell, found.factor, found.unit ?? '') : plain;
      return { index: found?.index, text, isNumber: ADDED_UP.includes(column.type) };
    });
    const indexes = (wanted: (column: Column) => boolean): number[] =>
      contract.flatMap((column) =>
        wanted(column) ? (header.columns.find((one) => one.column === column)?.index ?? []) : [],
      );
    this.keys = indexes(({ key }) => key);
    this.required = indexes(({ required }) => required);
    this.telling = indexes(({ required, type }) => required && TELLING.includes(type)).slice(0, MAX_TELLING);
    this.noteWords = new RegExp(noteBeginning(noteWords));
    this.titles = new Map(
      titles.map((cells) => [headerText(cells.find(isFilled)), cells.map(headerText).filter(Boolean)]),
    );
    const { wide } = mergedIn(merges, header.lastRow);
    this.split = this.picks.flatMap(({ index = -1 }, place): [number, number[]][] => {
      const range = wide.find(({ from }) => from === index);
      if (!range) return [];
      const width = Math.min(range.to - index, MAX_COVERED);
      return [[place, Array.from({ length: width }, (_, at) => index + 1 + at)]];
    });
    this.lastPick = this.picks.reduce(
      (last, { index }, place) => ((index ?? -1) > (this.picks[last]?.index ?? -1) ? place : last),
      0,
    );
  }

  /** Whether the row can be a further header. @param again the same header may be repeated */
  mayBeHeader(cells: Cell[], again = false): boolean {
    return (
      !this.telling.some((index) => beginsWithDigit(cells[index])) &&
      cells.every((cell) => cell === null || typeof cell === 'string') &&
      (again || !this.repeatsHeader(cells))
    );
  }

  /** The units that a line between the rows names; null for a row of data, and for a line that names none. */
  unitsTold(cells: Cell[], noData: NoData | null): Told | null {
    const isLine = noData === 'note' || (noData === null && this.isShort(cells));
    if (!isLine) return null;
    const told = toldBy(cells.filter((cell) => typeof cell === 'string'));
    return told.clear.length + told.open.length > 0 ? told : null;
  }

  private isShort(cells: Cell[]): boolean {
    let filled = 0;
    for (const cell of cells) {
      if (isFilled(cell)) filled += 1;
      if (filled > SHORT) return false;
    }
    return filled < this.required.length;
  }

  /** @param spans the merged cells of the row, already filled in `cells` */
  values(cells: Cell[], spans?: Spans): (string | null)[] {
    const values = this.picks.map(({ index, text, isNumber }) => {
      if (index === undefined) return null;
      const value = text(cells[index]);
      if (value === null && spans?.isCovered(index)) return COVERED_TEXT;
      return isNumber && value !== null && spans?.isMerged(index) ? mergedNumberText(value) : value;
    });
    for (const [place, covered] of this.split) {
      const parts = covered.filter((index) => isFilled(cells[index])).length;
      if (parts > 0) values[place] = splitText(parts, values[place] ?? null);
    }
    if (cells.length > this.header.width) {
      const surplus = cells.slice(this.header.width, this.header.to).filter(isFilled).length;
      if (surplus > 0) values[this.lastPick] = surplusText(surplus, values[this.lastPick] ?? null);
    }
    return values;
  }

  mends(cells: Cell[]): string | null {
    const { mends } = this.header;
    const id = mends === undefined ? null : cellText(cells[mends]);
    return id === null ? null : normalise(id);
  }

  /** Why the row is not data; null if it is. */
  noData(cells: Cell[]): NoData | null {
    const first = cells.findIndex(isFilled);
    const text = headerText(cells[first]);
    // Checked first: a header may itself begin with a note word (备注, 填报单位).
    if (this.repeatsHeader(cells)) return 'header';
    // A corrected row of a quarantine workbook is data, whatever its words.
    if (this.mends(cells) !== null) return null;
    if (this.titles.size > 0 && this.repeatsTitle(cells, text)) return 'title';
    if (FIRST_NUMBERS.includes(text) && areNumbers(cells)) return 'numbers';
    return this.isNote(cells, first, text) ? 'note' : null;
  }

  private repeatsHeader(cells: Cell[]): boolean {
    const first = cells.findIndex(isFilled);
    const text = headerText(cells[first]);
    return this.header.texts.some((texts) => text === texts[first] && repeats(cells, texts));
  }

  private isNote(cells: Cell[], first: number, text: string): boolean {
    if (this.isTotalOfKeys(cells)) return true;
    const begins = this.noteWords.test(text);
    // 填表人：张三, and 审核人：李四 further right, below a key column perhaps.
    const isOpen = (key: number): boolean =>
      key === first || !isFilled(cells[key]) || (begins && this.noteWords.test(headerText(cells[key])));
    if (!this.keys.every(isOpen)) return false;
    if (isTotal(text)) return true;
    if ((begins || this.isTotalOf(cells, first, text)) && !this.isMostlyFilled(cells, first)) return true;
    if (begins || this.keys.some((key) => isFilled(cells[key]))) return false;
    return (
      cells.some((cell) => typeof cell === 'string' && isTotal(normalise(cell))) &&
      !this.isMostlyFilled(cells, first)
    );
  }

  /** A total of the rows with the key before it: YW2020010001, 小计, where a row of data has a person's id too. */
  private isTotalOfKeys(cells: Cell[]): boolean {
    const filled = this.keys.filter((key) => isFilled(cells[key]));
    if (filled.length === 0 || filled.length === this.keys.length) return false;
    const total = cells.findIndex((cell) => typeof cell === 'string' && isTotal(normalise(cell)));
    return filled.every((key) => key < total) && !this.isMostlyFilled(cells, -1);
  }

  /** A code of the only key column may end with such a word, unless it begins with none of the alphabet's signs. */
  private isTotalOf(cells: Cell[], first: number, text: string): boolean {
    if (!isTotalOf(text)) return false;
    const isOnlyKey = this.keys.length === 1 && this.keys[0] === first;
    return !isOnlyKey || !/^[0-9A-Za-z]/.test(cellText(cells[first]) ?? '');
  }

  /** A row with most required cells filled is data, whatever word it begins with. */
  private isMostlyFilled(cells: Cell[], first: number): boolean {
    const others = this.required.filter((index) => index !== first);
    return others.filter((index) => isFilled(cells[index])).length * 2 > others.length;
  }

  private repeatsTitle(cells: Cell[], text: string): boolean {
    const title = this.titles.get(text);
    if (!title) return false;
    const own = cells.map(headerText).filter(Boolean);
    return own.length === title.length && own.every((word, place) => word === title[place]);
  }
}

/** Whether all cells of a row equal the header's in the same columns. */
const repeats = (cells: Cell[], texts: string[]): boolean =>
  cells.every((cell, index) => {
    const text = headerText(cell);
    return text === '' || text === texts[index];
  });

/** Whether a row numbers the columns: 1 2 3, 0 1 2, (1) (2) (3), A B C, or 甲 乙 1 2 as statistical forms do. */
export function areNumbers(cells: Cell[]): boolean {
  const texts = cells.map(headerText).filter(Boolean);
  const stems = texts.findIndex((text, place) => text !== STEMS[place]);
  const rest = stems > 0 ? texts.slice(stems) : texts;
  const isSequence = (nth: (place: number) => string): boolean =>
    rest.every((text, place) => text.replace(/^\((.*)\)$/, '$1') === nth(place));
  return (
    texts.length >= 3 &&
    (isSequence((place) => String(place + 1)) ||
      isSequence(String) ||
      (stems === 0 && isSequence((place) => String.fromCharCode(65 + place))))
  );
}
