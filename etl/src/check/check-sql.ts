import type { LedgerKind } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Column } from '../programme/programme.ts';
import {
  cellFailures,
  faultSql,
  lookupJoins,
  normalisedSql,
  preparedSql,
  suspectSql,
  textSql,
  valueSql,
  wordSql,
} from './column-sql.ts';
import { ROW_RULES } from './row-rules.ts';

/**
 * The check of one kind as one SELECT: the origin, the typed columns of the contract,
 * `failures` (a list of `code:field:detail`, null when there is none), `key_hash`, equal for rows of one batch and key and null
 * where it is incomplete, and `unread`, equal for rows with the same unreadable cells. One vectorised pass, whatever the
 * number of rows.
 * @param from relation of the rows as they were read
 */
export function checkSql(kind: LedgerKind, columns: Column[], from = `raw_${kind}`): string {
  const list = (sql: (column: Column, index: number) => string): string => columns.map(sql).join(',\n    ');
  const fields = columns.map(({ field }) => field).join(', ');
  const ledgers = columns.flatMap(({ type }) => COLUMN_TYPES[type].ledger ?? []);
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
  // Only a cell without a value can have failed; the exact reason is computed for those rows alone.
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
    ${list(({ field }) => `${field} AS o_${field}, p_${field}`)},
    ${list((column, index) => `${normalisedSql(column, index + 1)} AS n_${column.field}`)}
  FROM tidied
), worded AS (
  SELECT ${['*', ...columns.flatMap(wordSql)].join(', ')}
  FROM tidy
), cells AS (
  SELECT
    batch_no, file_id, sheet_no, row_no,
    ${list(({ field }) => `o_${field}`)},
    ${[...columns.map((column) => `${textSql(column)} AS n_${column.field}`), ...columns.map(faultSql), ...columns.flatMap(preparedSql)].join(',\n    ')}
  FROM worded
), read AS (
  SELECT
    cells.*,
    ${[...columns.map((column) => `${valueSql(column)} AS ${column.field}`), ...ledgers.flatMap((ledger) => ledger.columns)].join(',\n    ')}
  FROM cells
  ${[...lookupJoins(columns, from), ...ledgers.map((ledger) => ledger.join)].join('\n  ')}
), judged AS (
  SELECT
    read.*,
    CASE WHEN ${suspect} THEN nullif(list_filter([
      ${[
        ...named.map(({ when, name }) => `CASE WHEN ${when} THEN '${name}' END`),
        ...columns.map(
          ({ field }) =>
            `CASE WHEN n_${field} IS NOT NULL THEN CASE WHEN contains(f_${field}, '~') THEN replace(f_${field}, '~', ':${field}:') ELSE f_${field} || ':${field}' END END`,
        ),
      ].join(',\n      ')}
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
