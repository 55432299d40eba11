import { createHash } from 'node:crypto';
import type { Column } from '../programme/programme.ts';

/** Between 隔离编号 and the hash of the content as exported. */
const MARK = '#';
/** Hexadecimal digits of that hash: enough to tell the two contents of one row apart. */
const DIGITS = 12;
/** Between the cells that are hashed. */
const SEPARATOR = 31;
/** Spreadsheets may add or lose these when they save a cell. */
const INVISIBLE = String.raw`[\p{Z}\p{Cc}\p{Cf}]`;

type Fields = Pick<Column, 'field'>[];

/** 隔离编号 as a workbook of the quarantine has it: with a hash of the content, so that an unchanged row is recognised. */
export const markedId = (id: string, cells: Record<string, string | null>, columns: Fields): string =>
  `${id}${MARK}${contentHash(cells, columns)}`;

/** The same for the same cells as `contentHashSql` gives, white space aside. */
function contentHash(cells: Record<string, string | null>, columns: Fields): string {
  const filled = columns.flatMap(({ field }) => {
    const text = (cells[field] ?? '').replaceAll(new RegExp(INVISIBLE, 'gu'), '');
    return text === '' ? [] : [`${field}=${text}`];
  });
  const content = filled.join(String.fromCharCode(SEPARATOR));
  return createHash('sha256').update(content).digest('hex').slice(0, DIGITS);
}

/** SQL of a row's hash; empty cells have no part in it, so that a column that is added later changes none. */
export function contentHashSql(columns: Fields, cellOf: (field: string) => string): string {
  const filled = columns.map(
    ({ field }) => `'${field}=' || nullif(regexp_replace(${cellOf(field)}, '${INVISIBLE}', '', 'g'), '')`,
  );
  return `left(sha256(concat_ws(chr(${SEPARATOR}), ${filled.join(', ')})), ${DIGITS})`;
}

/** SQL of the 隔离编号 in `mends`, and of the hash behind it; that is empty where the row came with none. */
export const MENDED_ID = `split_part(mends, '${MARK}', 1)`;
export const MENDED_HASH = `split_part(mends, '${MARK}', 2)`;
