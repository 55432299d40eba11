import { textLiteral } from '../base/sql.ts';
import { type CellFailure, type CellNames, COLUMN_TYPES } from '../columns/index.ts';
import type { Column } from '../programme/programme.ts';

const namesOf = ({ field }: Column): CellNames & { word: string } => ({
  word: `w_${field}`,
  text: `n_${field}`,
  original: `o_${field}`,
  value: field,
  prepared: `d_${field}`,
  unread: `n_${field} IS NOT NULL AND ${field} IS NULL`,
});

/**
 * The normalised cell, with spelling variants accepted. A vector of plain cells is passed through, so that DuckDB
 * evaluates each distinct text once.
 * @param place of the column among those of its kind, from 1
 */
export function normalisedSql({ field, type }: Column, place: number): string {
  const { several, respell } = COLUMN_TYPES[type];
  const marked = several ? ` WHEN NOT p_${field} AND ${several.when(field)} THEN ${several.marker}` : '';
  const sql = `CASE${marked} WHEN NOT p_${field} THEN tidied[${place}] ELSE ${field} END`;
  return respell?.(sql) ?? sql;
}

/**
 * The cell's text after "empty" marks are removed, the contract's value for empty cells is filled in, and the text is
 * in the form in which its type stores it.
 */
export function textSql(column: Column): string {
  const { text, word } = namesOf(column);
  const { rewrite, isEnumeration, takesAnyText } = COLUMN_TYPES[column.type];
  const kept = rewrite?.(text) ?? text;
  const marks = [
    `is_placeholder(${text})`,
    ...(column.required || isEnumeration ? [] : [`is_mark(${text})`]),
    // A zero is how systems and formulas write "none".
    ...(takesAnyText ? [`${text} = '0'`, `is_blank_word(${text})`] : []),
    ...(takesAnyText && !isFirm(column) ? [`is_open_word(${text})`] : []),
  ].join(' OR ');
  const isMark = takesAnyText ? `${word} AND (${marks})` : marks;
  const sql = `CASE WHEN ${isMark} THEN NULL ELSE ${kept} END`;
  return column.emptyMeans === null ? sql : `coalesce(${sql}, ${textLiteral(column.emptyMeans)})`;
}

/** Whether a word like 待定 leaves something open in the column; in the others it means "empty". */
const isFirm = ({ required, type }: Column): boolean => required || COLUMN_TYPES[type].isNumbered === true;

/**
 * The code of the fault that the cell's text stands for, with its variant, as `f_<field>`: an error of Excel, a formula
 * without a value, 同上 …
 */
export function faultSql(column: Column): string {
  const { field } = column;
  const { takesAnyText, isNumbered } = COLUMN_TYPES[column.type];
  const { text, word } = namesOf(column);
  const words = [
    ...(takesAnyText ? [`is_ditto(${text})`] : []),
    ...(takesAnyText && isFirm(column) ? [`is_open_word(${text})`] : []),
  ];
  const mayBeFault = `NOT p_${field} AND (${text} >= '#' AND ${text} < '$' OR ${text} >= '=' AND ${text} < '>')
      OR ${text} >= 'Err:' AND ${text} < 'Err;'`;
  const branches = [
    `WHEN ${mayBeFault} THEN fault_of(${text})`,
    ...(isNumbered ? [`WHEN is_list(${text}) THEN 'V25~several'`] : []),
    ...(words.length > 0 ? [`WHEN ${word} AND (${words.join(' OR ')}) THEN 'V25~said'`] : []),
    ...(isNumbered ? [`WHEN is_wording(${text}) THEN 'V25~said'`] : []),
  ];
  return `CASE ${branches.join(' ')} END AS f_${field}`;
}

/** Whether the cell's text may be a word in place of a value, as `w_<field>`; none if its type needs no such test. */
export function wordSql({ field, type }: Column): string[] {
  return COLUMN_TYPES[type].takesAnyText ? [`is_word(n_${field}) AS w_${field}`] : [];
}

/** The intermediate value that the column's type computes once per cell, as `d_<field>`; none if the type needs none. */
export function preparedSql(column: Column): string[] {
  const { text, prepared } = namesOf(column);
  const sql = COLUMN_TYPES[column.type].prepare?.(text);
  return sql === undefined ? [] : [`${sql} AS ${prepared}`];
}

/** The typed value of a cell, null where it is empty or cannot be read. */
export function valueSql(column: Column): string {
  const type = COLUMN_TYPES[column.type];
  const names = namesOf(column);
  if (type.names !== undefined) return `r_${column.field}.name`;
  if (type.codeOf) return `k_${column.field}.code`;
  const value = type.value?.(names, column) ?? names.text;
  return type.takesAnyText ? `CASE WHEN f_${column.field} IS NULL THEN ${value} END` : value;
}

/**
 * Joins in which a cell's value is looked up: names in the programme's data, and the codes of the column, each checked
 * once per distinct value.
 * @param from relation of the rows as they were read
 */
export function lookupJoins(columns: Column[], from: string): string[] {
  const names = columns.flatMap(({ field, type }) => {
    const sql = COLUMN_TYPES[type].names;
    return sql === undefined ? [] : [`LEFT JOIN (${sql}) r_${field} ON r_${field}.alias = cells.n_${field}`];
  });
  const codes = columns.flatMap(({ field, type }) => {
    const sql = COLUMN_TYPES[type].codeOf?.('cell');
    return sql === undefined
      ? []
      : [
          `LEFT JOIN (SELECT cell, ${sql} AS code
    FROM (SELECT DISTINCT ${field} AS cell FROM ${from})) k_${field} ON k_${field}.cell = cells.o_${field}`,
        ];
  });
  return [...names, ...codes];
}

/** Cheap and necessary for any of `cellFailures`: the cell has no value though it should, or is not empty. */
export const suspectSql = ({ field, required }: Column): string =>
  required ? `${field} IS NULL` : `(${field} IS NULL AND n_${field} IS NOT NULL)`;

/**
 * Every way a cell of this column can fail; all are blocking (spec: V01–V07, V09, V15). A cell that stands for a fault has
 * that one alone.
 */
export function cellFailures(column: Column): CellFailure[] {
  const names = namesOf(column);
  const empty = { code: 'V01', detail: '', when: `${names.text} IS NULL` };
  const own = COLUMN_TYPES[column.type].failures?.(names) ?? [];
  return [
    ...(column.required ? [empty] : []),
    ...own.map((failure) => ({ ...failure, when: `f_${column.field} IS NULL AND (${failure.when})` })),
  ];
}
