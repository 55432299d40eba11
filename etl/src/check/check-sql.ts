import type { LedgerKind } from '@skill-ledger/contracts';
import type { Column, ColumnType } from '../programme/programme.ts';
import {
  cellFailures,
  codesSql,
  normalisedSql,
  referenceSql,
  saidSql,
  suspectSql,
  valueSql,
} from './column-sql.ts';
import { ROW_RULES } from './row-rules.ts';

/** What a row is held against of the ledgers themselves, by the column that refers to it. */
const LEDGER_REFERENCES: Partial<Record<ColumnType, { join: string; columns: string[] }>> = {
  class: {
    join: 'LEFT JOIN classes class_ ON class_.class_id = cells.n_class_id',
    columns: ['class_.class_id IS NOT NULL AS class_exists', 'class_.mode AS class_mode'],
  },
  institution: {
    join: 'LEFT JOIN institutions institution_ ON institution_.institution_code = cells.n_institution_code',
    columns: ['institution_.institution_code IS NOT NULL AS institution_exists'],
  },
};

/**
 * The check of one kind as one SELECT: the origin, the typed columns of the contract,
 * `failures` (a list of `code:field:detail`, null when there is none), `key_hash`, equal for rows of one batch and key and null
 * where it is incomplete, and `unread`, equal for rows whose unreadable cells say the same. One pass, vectorised, whatever the
 * number of rows.
 * @param from relation of the rows as they were read
 */
export function checkSql(kind: LedgerKind, columns: Column[], from = `raw_${kind}`): string {
  const list = (sql: (column: Column, index: number) => string): string => columns.map(sql).join(',\n    ');
  const fields = columns.map(({ field }) => field).join(', ');
  const references = columns.flatMap((column) => {
    const names = referenceSql(column.type);
    return names === null
      ? []
      : [`LEFT JOIN (${names}) r_${column.field} ON r_${column.field}.alias = cells.n_${column.field}`];
  });
  const codes = columns.flatMap((column) => {
    const sql = codesSql(column, from);
    return sql === null
      ? []
      : [`LEFT JOIN (${sql}) k_${column.field} ON k_${column.field}.cell = cells.o_${column.field}`];
  });
  const personIds = columns.filter(({ type }) => type === 'personId').map(({ field }) => field);
  const ledgers = columns.flatMap((column) => LEDGER_REFERENCES[column.type] ?? []);
  const rules = ROW_RULES.filter((rule) => rule.kind === kind);
  const failures = [
    ...columns.flatMap((column) =>
      cellFailures(column).map((failure) => ({ ...failure, field: column.field })),
    ),
    ...rules,
  ];
  const named = failures.map(({ code, field, detail, when }) => ({
    when,
    name: [code, field, detail].filter(Boolean).join(':'),
  }));
  const keys = columns.filter(({ key }) => key).map(({ field }) => field);
  // A cell can only have failed where it has no value; what exactly is wrong is asked of those rows alone.
  const suspect = [...columns.map(suspectSql), ...rules.map(({ when }) => `(${when})`)].join(' OR ');
  return `
WITH looked_at AS (
  SELECT *, ${list(({ field }) => `is_plain(${field}) AS p_${field}`)}
  FROM ${from}
), tidied AS (
  SELECT *,
    CASE WHEN ${columns.map(({ field }) => `NOT p_${field}`).join(' OR ')}
      THEN list_transform([${fields}], lambda cell: normalise(cell)) END AS tidied
  FROM looked_at
), tidy AS (
  SELECT
    batch_no, file_id, sheet_no, row_no,
    ${list((column) => `${column.field} AS o_${column.field}`)},
    ${list((column, index) => `${normalisedSql(column, index + 1)} AS n_${column.field}`)}
  FROM tidied
), cells AS (
  SELECT
    batch_no, file_id, sheet_no, row_no,
    ${list(({ field }) => `o_${field}`)},
    ${[...columns.map((column) => `${saidSql(column)} AS n_${column.field}`), ...personIds.map((field) => `person_id_digits(n_${field}) AS d_${field}`)].join(',\n    ')}
  FROM tidy
), read AS (
  SELECT
    cells.*,
    ${[...columns.map((column) => `${valueSql(column)} AS ${column.field}`), ...ledgers.flatMap((ledger) => ledger.columns)].join(',\n    ')}
  FROM cells
  ${[...references, ...codes, ...ledgers.map((ledger) => ledger.join)].join('\n  ')}
), judged AS (
  SELECT
    read.*,
    CASE WHEN ${suspect} THEN nullif(list_filter([
      ${named.map(({ when, name }) => `CASE WHEN ${when} THEN '${name}' END`).join(',\n      ')}
    ], lambda failure: failure IS NOT NULL), []) END AS failures
  FROM read
)
SELECT
  batch_no, file_id, sheet_no, row_no,
  ${list((column) => column.field)},
  failures,
  CASE WHEN ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')} THEN hash(batch_no, ${keys.join(', ')}) END AS key_hash,
  CASE WHEN failures IS NOT NULL THEN hash(${columns
    .map((column) => `CASE WHEN ${column.field} IS NULL THEN n_${column.field} END`)
    .join(', ')}) END AS unread
FROM judged`;
}
