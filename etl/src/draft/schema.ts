import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { textLiteral } from '../base/sql.ts';
import type { Column, Programme } from '../programme/programme.ts';

export const ORIGIN_FIELDS = 'batch_no, file_id, sheet_no, row_no';

/** The contract's columns of one kind, in its order. */
export const columnsOf = (programme: Pick<Programme, 'columns'>, kind: LedgerKind): Column[] =>
  programme.columns.filter((column) => column.kind === kind);

/**
 * How staged rows are written to Parquet. Dictionaries of values that hardly repeat cost more than they save, and no query
 * looks up single rows here.
 */
export const STAGED =
  'FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000, WRITE_BLOOM_FILTER false';

/** SQL that reads Parquet files with staged rows of one kind. Columns are matched by name; a missing one is null. */
export type RawPart = string;

export const rawPart = (paths: string[]): RawPart =>
  `FROM read_parquet([${paths.map(textLiteral).join(', ')}], union_by_name = true)`;

/**
 * Creates `work.raw_<kind>`, the rows of a load as they were read: origin, `mends` (隔离编号 of the quarantined row that
 * this one replaces) and the original text of each column. A view of the table `raw_rows_<kind>`, for rows to be
 * inserted, and of Parquet files that DuckDB has written itself.
 */
export async function createRawTable(
  connection: DuckDBConnection,
  programme: Programme,
  kind: LedgerKind,
  parts: RawPart[] = [],
): Promise<void> {
  const fields = columnsOf(programme, kind).map(({ field }) => field);
  await connection.run(
    `CREATE OR REPLACE TABLE work.raw_rows_${kind} (
      batch_no INTEGER, file_id INTEGER, sheet_no INTEGER, row_no INTEGER, mends VARCHAR, ${fields.map((field) => `${field} VARCHAR`).join(', ')});
     CREATE OR REPLACE VIEW work.raw_${kind} AS
     SELECT ${ORIGIN_FIELDS}, mends, ${fields.join(', ')} FROM (${[`FROM raw_rows_${kind}`, ...parts].join(' UNION ALL BY NAME ')})`,
  );
}

/** Drops the raw rows once they are judged: the models need the memory. */
export async function dropRawTables(connection: DuckDBConnection): Promise<void> {
  const drops = LedgerKind.options.flatMap((kind) => [
    `DROP VIEW IF EXISTS work.raw_${kind}`,
    `DROP VIEW IF EXISTS work.handed_in_${kind}`,
    `DROP TABLE IF EXISTS work.raw_rows_${kind}`,
  ]);
  await connection.run(drops.join(';'));
}
