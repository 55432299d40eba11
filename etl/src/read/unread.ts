import type { Bilingual } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import { isFilled, type SheetRow } from '../formats/index.ts';
import type { TableHeader } from './recognise.ts';
import { Places } from './report.ts';
import { areNumbers, beginsWithDigit } from './row-judge.ts';
import { headerText } from './units.ts';

/** Share of the required columns that a data row fills. */
const ENOUGH = 0.6;
/** Minimum number of columns of a table. */
const FEWEST_COLUMNS = 3;
/** Lines of a form above a table: pairs of label and value. */
const FORM = /[:?]|^(?:填报|填表|报送|制表|编制|单位|日期|负责人|审核|项目名称|班级)/;

/** Rows above a known header that are not titles. */
export interface UnreadTable {
  rows: Set<number>;
  headerRow: number | null;
  /** Rows below its header, or its headers if there are several. */
  read: number;
  text: Bilingual;
}

/** Tables of unknown kind among the rows above a header: a row of words, and rows below that fill no other columns. */
export function unreadTables(rows: SheetRow[]): UnreadTable | null {
  const runs: SheetRow[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    const isNext = run !== undefined && row.row === (run.at(-1)?.row ?? 0) + 1;
    if (run && isNext && (isWide(row) || run.length > 1) && fits(row, run[0])) run.push(row);
    else if (isWide(row) && row.cells.every(isHeading)) runs.push([row]);
    else runs.push([]);
  }
  const tables = runs.filter((run) => run.length > 1);
  const [first] = tables;
  if (!first?.[0]) return null;
  const found = tables.flat();
  const places = new Places();
  for (const { row } of found) places.add(row);
  return {
    rows: new Set(found.map(({ row }) => row)),
    headerRow: first[0].row,
    read: found.length - tables.length,
    text: {
      zh: `第 ${places} 行是另一张表，表头不是任何一种台账的，没有读取；如果是台账，请改用模板的表头后重新报送`,
      en: `rows ${places} are a separate table whose header matches no known kind, and were not read: if it is a ledger, use the template's header and upload it again`,
    },
  };
}

/** Rows above a header that fill its columns like data rows: they are not titles. */
export function rowsAbove(rows: SheetRow[], { columns }: TableHeader): UnreadTable | null {
  const required = columns.filter(({ column }) => column.required || column.key);
  const numbers = required.filter(({ column }) => COLUMN_TYPES[column.type].units || column.type === 'date');
  const found = rows.filter(({ cells }) => {
    const isThere = ({ index }: { index: number }): boolean => isFilled(cells[index]);
    const filled = required.filter(isThere);
    return (
      filled.length >= FEWEST_COLUMNS &&
      filled.length >= required.length * ENOUGH &&
      required.every((one) => !one.column.key || isThere(one)) &&
      numbers.every((one) => !isThere(one) || beginsWithDigit(cells[one.index])) &&
      !areNumbers(cells)
    );
  });
  if (found.length === 0) return null;
  const places = new Places();
  for (const { row } of found) places.add(row);
  return {
    rows: new Set(found.map(({ row }) => row)),
    headerRow: null,
    read: found.length,
    text: {
      zh: `第 ${places} 行在表头上方，像数据而不像标题，没有读取；请把表头移到数据上方后重新报送`,
      en: `rows ${places} are above the header, look like data rather than titles, and were not read: move the header above them and upload the file again`,
    },
  };
}

const filledIn = ({ cells }: SheetRow): number[] =>
  cells.flatMap((cell, index) => (isFilled(cell) ? [index] : []));

const isWide = (row: SheetRow): boolean => filledIn(row).length >= FEWEST_COLUMNS;

const isHeading = (cell: SheetRow['cells'][number]): boolean => {
  const text = headerText(cell);
  return text === '' || (typeof cell === 'string' && !/^\d/.test(text) && !FORM.test(text));
};

/** Whether the row fills only columns that the heading fills. */
const fits = (row: SheetRow, heading: SheetRow | undefined): boolean => {
  const columns = new Set(heading ? filledIn(heading) : []);
  return filledIn(row).every((index) => columns.has(index));
};
