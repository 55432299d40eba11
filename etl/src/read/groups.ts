import type { MergedRange, SheetRow } from '../formats/index.ts';
import { headerText } from './units.ts';

/** A column's header: its text, and that of the group above it in a header of two rows. */
export interface HeaderCell {
  index: number;
  /** Normalised. */
  text: string;
  /** Normalised; empty where the column stands for itself. */
  group: string;
}

/** A group that says nothing but what its parts say. */
const NEUTRAL =
  /^(?:学员|学员个人|个人|人员|班级|培训班|培训|机构|培训机构|承办机构|补贴|补贴发放|发放|资金|考核|证书|鉴定|企业|单位|统计|项目|课程|开班|公示|资质|基本|基础|主要)?(?:基本)?(?:信息|情况|资料|内容|明细|数据|项目|要素|起止|有效)?(?:时间|日期|期限|安排)?$/;
/** A group that says whose or which its parts are: never the trainee's, the class's or the payee's own. */
const WHOSE =
  /监护|家长|父|母|配偶|亲属|联系人|紧急|担保|推荐|介绍人|经办|代领|代办|代理|法人|法定|教师|讲师|授课|理论|实操|实训|上年|上期|去年|同期|调整前|原/;

export const isNeutral = (group: string): boolean => NEUTRAL.test(group);

/** Headers further right are not looked at: whatever stands below them is surplus. */
const MOST_COLUMNS = 1000;

const merged = new WeakMap<MergedRange[], Map<number, MergedRange[]>>();

/** Ranges over several columns that end in a row. */
function mergedAcross(merges: MergedRange[], row: number): MergedRange[] {
  let byRow = merged.get(merges);
  if (!byRow) {
    byRow = new Map();
    for (const range of merges) {
      if (range.lastColumn === range.firstColumn) continue;
      const ranges = byRow.get(range.lastRow);
      if (ranges) ranges.push(range);
      else byRow.set(range.lastRow, [range]);
    }
    merged.set(merges, byRow);
  }
  return byRow.get(row) ?? [];
}

/** Ranges of columns that the cells of a row name together. */
function spansOf(row: SheetRow, below: SheetRow, merges: MergedRange[]): { from: number; to: number }[] {
  const own = mergedAcross(merges, row.row);
  if (own.length > 0)
    return own.map(({ firstColumn, lastColumn }) => ({ from: firstColumn, to: lastColumn }));
  const texts = row.cells.map(headerText);
  const width = Math.max(texts.length, below.cells.length);
  const spans: { from: number; to: number }[] = [];
  for (let from = 0; from < width; from += 1) {
    if ((texts[from] ?? '') === '') continue;
    let to = from;
    while (to + 1 < width && (texts[to + 1] ?? '') === '' && headerText(below.cells[to + 1]) !== '') to += 1;
    if (to > from) spans.push({ from, to });
  }
  return spans;
}

/** The cells of a header of one row. @param above the row above it: a group that says whose its parts are counts */
export function plainHeader(row: SheetRow, above: SheetRow | undefined, merges: MergedRange[]): HeaderCell[] {
  const groups = above?.row === row.row - 1 ? spansOf(above, row, merges) : [];
  return row.cells.slice(0, MOST_COLUMNS).flatMap((cell, index) => {
    const text = headerText(cell);
    if (text === '') return [];
    const span = groups.find(({ from, to }) => from <= index && index <= to);
    const group = span ? headerText(above?.cells[span.from]) : '';
    return [{ index, text, group: WHOSE.test(group) ? group : '' }];
  });
}

/**
 * The cells of a header of two rows, whose second one holds the parts of groups in the first and nothing else; null if
 * these rows are none.
 */
export function groupedHeader(row: SheetRow, below: SheetRow, merges: MergedRange[]): HeaderCell[] | null {
  if (below.row !== row.row + 1) return null;
  const parts = below.cells.map(headerText);
  const filled = parts.flatMap((text, index) => (text === '' ? [] : [index]));
  if (filled.length < 2 || filled.some((index) => typeof below.cells[index] !== 'string')) return null;
  if (filled.some((index) => /^\d/.test(parts[index] ?? ''))) return null;
  const spans = spansOf(row, below, merges).filter(
    ({ from, to }) =>
      headerText(row.cells[from]) !== '' &&
      filled.filter((index) => from <= index && index <= to).length >= 2,
  );
  const spanAt = (index: number) => spans.find(({ from, to }) => from <= index && index <= to);
  if (filled.some((index) => spanAt(index) === undefined)) return null;
  const width = Math.min(MOST_COLUMNS, Math.max(row.cells.length, parts.length));
  return Array.from({ length: width }, (_, index) => index).flatMap((index) => {
    const span = spanAt(index);
    const own = headerText(row.cells[span?.from ?? index]);
    const part = parts[index] ?? '';
    if (span && part !== '') return [{ index, text: part, group: own }];
    // A part without words of its own is no column.
    return own === '' || (span && span.from !== index) ? [] : [{ index, text: own, group: '' }];
  });
}
