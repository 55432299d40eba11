import type { MergedRange, SheetRow } from '../formats/index.ts';
import { headerText, unitOf } from './units.ts';

/** A column's header: its text, and the texts above it in a header of several rows. All are normalised. */
export interface HeaderCell {
  index: number;
  text: string;
  /** The group it is a part of; empty if the column has no group. */
  group: string;
  /** The group of the group, in a header of three rows. */
  outer?: string;
  /** Words above a header without a group: they distinguish two columns of the same name. */
  above?: string;
}

/** A group that adds nothing to its parts. */
const NEUTRAL =
  /^(?:学员|学员个人|个人|人员|班级|培训班|培训|机构|培训机构|承办机构|补贴|补贴发放|发放|资金|金额|经费|考核|证书|鉴定|企业|单位|统计|项目|课程|开班|公示|资质|基本|基础|主要|本人)?(?:基本)?(?:信息|情况|资料|内容|明细|数据|项目|要素|起止|有效)?(?:时间|日期|期限|安排)?$/;
/** A group that says whose or which its parts are: never the trainee's, the class's or the payee's own. */
const WHOSE =
  /监护|家长|家属|父|母|配偶|亲属|子女|户主|联系人|紧急|担保|推荐|介绍人|经办|代领|代办|代理|委托|开户|法人|法定|教师|师傅|班主任|讲师|授课|理论|实操|实训|上年|上期|去年|同期|调整前|原/;
/** Characters of titles that groups do not have. */
const TITLE = /[:,;。!?]|(?:页|表|册|名单|台账|台帐|清单|一览|班|公司|学校)$/;
const LONGEST_GROUP = 10;

export const isNeutral = (group: string): boolean => NEUTRAL.test(group);

/** Headers further right are ignored: cells below them are surplus. */
const MAX_COLUMNS = 1000;

interface Span {
  from: number;
  to: number;
}

interface Across {
  /** Ranges over several columns that end in a row. */
  wide: Span[];
  /** Columns that are part of a range of any shape. */
  columns: Set<number>;
}
const NONE: Across = { wide: [], columns: new Set() };

const merged = new WeakMap<MergedRange[], Map<number, Across>>();
/** Higher ranges are no headers. */
const MAX_ROWS = 12;
const MAX_ACROSS = 1000;

/** The ranges that a row of a header is part of. */
export function mergedIn(merges: MergedRange[], row: number): Across {
  let byRow = merged.get(merges);
  if (!byRow) {
    byRow = new Map();
    for (const { firstRow, lastRow, firstColumn, lastColumn } of merges) {
      if (lastRow - firstRow > MAX_ROWS || lastColumn - firstColumn > MAX_ACROSS) continue;
      for (let at = firstRow; at <= lastRow; at += 1) {
        const known = byRow.get(at) ?? { wide: [], columns: new Set() };
        byRow.set(at, known);
        if (at === lastRow && lastColumn > firstColumn)
          known.wide.push({ from: firstColumn, to: lastColumn });
        for (let column = firstColumn; column <= lastColumn; column += 1) known.columns.add(column);
      }
    }
    merged.set(merges, byRow);
  }
  return byRow.get(row) ?? NONE;
}

/** Ranges of columns under each cell of a row, including single columns. */
function spansOf(row: SheetRow, below: SheetRow[], merges: MergedRange[]): Span[] {
  const { wide, columns } = mergedIn(merges, row.row);
  const texts = row.cells.map(headerText);
  const width = Math.min(MAX_COLUMNS, Math.max(texts.length, ...below.map(({ cells }) => cells.length)));
  const isNamed = (column: number): boolean => below.some(({ cells }) => headerText(cells[column]) !== '');
  const isFree = (column: number): boolean => !columns.has(column);
  const spans = [...wide];
  for (let from = 0; from < width; from += 1) {
    if ((texts[from] ?? '') === '' || !isFree(from)) continue;
    let to = from;
    while (to + 1 < width && (texts[to + 1] ?? '') === '' && isFree(to + 1) && isNamed(to + 1)) to += 1;
    spans.push({ from, to });
  }
  return spans;
}

/** Whether words above some of a header's columns, not all of them, name a group. */
function isGroup(text: string, { from, to }: Span, filled: number[]): boolean {
  const isAll = filled.every((index) => from <= index && index <= to);
  return !isAll && isGroupName(text);
}

const isGroupName = (text: string): boolean =>
  text !== '' && text.length <= LONGEST_GROUP && !TITLE.test(text) && unitOf(text) === null;

/** A row with a number, a date or a code holds data: it is not part of a header and is never reported. */
const isWord = (cell: SheetRow['cells'][number]): boolean =>
  cell === null || (typeof cell === 'string' && !/\d/.test(cell));

/** At most one blank row separates a group from its parts. */
const FURTHEST = 2;

/**
 * The cells of a header of one row. @param above the filled row above it: a group that assigns its parts to someone else is
 * taken into account
 */
export function plainHeader(row: SheetRow, above: SheetRow | undefined, merges: MergedRange[]): HeaderCell[] {
  const texts = row.cells.slice(0, MAX_COLUMNS).map(headerText);
  const filled = texts.flatMap((text, index) => (text === '' ? [] : [index]));
  const isNear = above !== undefined && row.row - above.row <= FURTHEST && above.cells.every(isWord);
  const groups = isNear ? spansOf(above, [row], merges) : [];
  return filled.map((index) => {
    const text = texts[index] ?? '';
    const span = groups.find(({ from, to }) => from <= index && index <= to);
    const words = span ? headerText(above?.cells[span.from]) : '';
    if (!span || !isGroup(words, span, filled)) return { index, text, group: '' };
    return WHOSE.test(words) ? { index, text, group: words } : { index, text, group: '', above: words };
  });
}

/**
 * Columns with a part below them and its span; null if `below` contains anything but parts of groups.
 * @param third the row below both, if it holds words: parts of parts show the width of a group
 */
function partsOf(
  row: SheetRow,
  below: SheetRow,
  third: SheetRow | undefined,
  merges: MergedRange[],
): ((index: number) => Span | undefined) | null {
  if (below.row !== row.row + 1) return null;
  const parts = below.cells.map(headerText);
  const filled = parts.flatMap((text, index) => (text === '' ? [] : [index]));
  if (filled.some((index) => typeof below.cells[index] !== 'string')) return null;
  if (filled.length < 2 && !third) return null;
  if (filled.some((index) => /^\d/.test(parts[index] ?? ''))) return null;
  const rows = third ? [below, third] : [below];
  const isPart = (index: number): boolean => rows.some(({ cells }) => headerText(cells[index]) !== '');
  const spans = spansOf(row, rows, merges).filter(
    ({ from, to }) => headerText(row.cells[from]) !== '' && countIn(from, to, isPart) >= 2,
  );
  const spanAt = (index: number): Span | undefined =>
    spans.find(({ from, to }) => from <= index && index <= to);
  return filled.length > 0 && filled.every((index) => spanAt(index) !== undefined) ? spanAt : null;
}

function countIn(from: number, to: number, wanted: (index: number) => boolean): number {
  let count = 0;
  for (let index = from; index <= to; index += 1) if (wanted(index)) count += 1;
  return count;
}

/**
 * The cells of a header whose second row contains only parts of the groups in the first, and its number of rows: parts may have
 * parts in a third row. Null if these rows are not such a header.
 */
export function groupedHeader(
  row: SheetRow,
  below: SheetRow,
  third: SheetRow | undefined,
  merges: MergedRange[],
): { cells: HeaderCell[]; rows: 2 | 3 } | null {
  const isThird = third?.row === below.row + 1 && third.cells.every(isWord);
  const isNamed = ({ cells }: SheetRow): boolean =>
    cells.map(headerText).every((text) => text === '' || isGroupName(text));
  const deeper = isThird && isNamed(row) && isNamed(below) ? partsOf(below, third, undefined, merges) : null;
  const spanAt = partsOf(row, below, deeper ? third : undefined, merges);
  if (!spanAt) return null;
  const width = Math.min(
    MAX_COLUMNS,
    Math.max(row.cells.length, below.cells.length, third?.cells.length ?? 0),
  );
  const cells = Array.from({ length: width }, (_, index) => index).flatMap((index): HeaderCell[] => {
    const span = spanAt(index);
    const own = headerText(row.cells[span?.from ?? index]);
    const inner = deeper?.(index);
    const smallest = deeper ? headerText(third?.cells[index]) : '';
    if (inner && smallest !== '')
      return [{ index, text: smallest, group: headerText(below.cells[inner.from]), outer: own }];
    const part = headerText(below.cells[index]);
    if (span && part !== '') return [{ index, text: part, group: own }];
    // A part without text is not a column.
    return own === '' || (span && span.from !== index) ? [] : [{ index, text: own, group: '' }];
  });
  return { cells, rows: deeper ? 3 : 2 };
}
