import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { textLiteral } from '../base/sql.ts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { programmeTables } from '../programme/tables.ts';

/** Where a row came from; on every ledger row in the warehouse. */
export const ORIGIN =
  'batch_no INTEGER NOT NULL, file_id INTEGER NOT NULL, sheet_no INTEGER NOT NULL, row_no INTEGER NOT NULL';

export const ORIGIN_FIELDS = 'batch_no, file_id, sheet_no, row_no';

/** The contract's columns of one kind, in its order. */
export const columnsOf = (programme: Programme, kind: LedgerKind): Column[] =>
  programme.columns.filter((column) => column.kind === kind);

/**
 * How rows are written to Parquet as they were read. Dictionaries of what hardly repeats cost more than they save, and
 * nobody looks rows up there.
 */
export const STAGED =
  'FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000, WRITE_BLOOM_FILTER false';

/** Parquet files with rows of a load, as SQL that reads them; a column they lack is empty. */
export type RawPart = string;

export const rawPart = (paths: string[]): RawPart =>
  `FROM read_parquet([${paths.map(textLiteral).join(', ')}], union_by_name = true)`;

/**
 * `work.raw_<kind>`: the rows of a load as they were read – origin, the quarantined row they mend, original texts. A view
 * of `raw_rows_<kind>`, into which rows are put, and of Parquet files that DuckDB has written itself.
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

/** Lets go of the rows as they were read, once they are judged: the models need the room. */
export async function dropRawTables(connection: DuckDBConnection): Promise<void> {
  const tables = await connection.runAndReadAll(
    `SELECT table_name FROM duckdb_tables() WHERE database_name = 'work' AND starts_with(table_name, 'raw_rows_')`,
  );
  const drops = [
    ...LedgerKind.options.map((kind) => `DROP VIEW IF EXISTS work.raw_${kind}`),
    ...tables.getRowsJS().map(([name]) => `DROP TABLE work.${String(name)}`),
  ];
  await connection.run(drops.join(';'));
}

const BOOKKEEPING = [
  `CREATE TABLE IF NOT EXISTS snapshot (
    id VARCHAR, created_at VARCHAR, parent VARCHAR, batch VARCHAR, default_as_of DATE, programme VARCHAR, demo BOOLEAN)`,
  `CREATE TABLE IF NOT EXISTS batch (
    batch_no INTEGER PRIMARY KEY, batch VARCHAR, loaded_at VARCHAR, loaded_by VARCHAR)`,
  // A home of an earlier version lacks the columns.
  'ALTER TABLE batch ADD COLUMN IF NOT EXISTS loaded_by VARCHAR',
  'ALTER TABLE batch ADD COLUMN IF NOT EXISTS unit VARCHAR',
  'CREATE TABLE IF NOT EXISTS model_version (version VARCHAR)',
  `CREATE TABLE IF NOT EXISTS withdrawal (
    batch VARCHAR, withdrawn_at VARCHAR, withdrawn_by VARCHAR, comment VARCHAR, files VARCHAR[])`,
  'ALTER TABLE withdrawal ADD COLUMN IF NOT EXISTS unit VARCHAR',
  `CREATE TABLE IF NOT EXISTS file (
    file_id INTEGER PRIMARY KEY, batch_no INTEGER, path VARCHAR, sha256 VARCHAR, bytes BIGINT,
    format VARCHAR, encoding VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS sheet (
    file_id INTEGER, sheet_no INTEGER, name VARCHAR, kind VARCHAR, header_row INTEGER, read INTEGER,
    accepted INTEGER, unchanged INTEGER, corrected INTEGER, quarantined INTEGER, ignored INTEGER,
    ignored_columns VARCHAR[])`,
  // key: the row's key joined by |, null where it is incomplete; cells: the original texts by field.
  `CREATE TABLE IF NOT EXISTS quarantine (
    ${ORIGIN}, kind VARCHAR, key VARCHAR, failures VARCHAR[], cells JSON)`,
];

/**
 * Creates what is missing of the warehouse's tables, and the programme's tables anew.
 * `<kind>` holds the rows in force, `<kind>_history` the versions that a correction replaced.
 */
export async function createWarehouseTables(
  connection: DuckDBConnection,
  programme: Programme,
): Promise<void> {
  const ledgers = LedgerKind.options.flatMap((kind) => {
    const columns = columnsOf(programme, kind)
      .map((column) => `${column.field} ${COLUMN_TYPES[column.type].sql}`)
      .join(', ');
    return [
      `CREATE TABLE IF NOT EXISTS ${kind} (${columns}, ${ORIGIN})`,
      `CREATE TABLE IF NOT EXISTS ${kind}_history (${columns}, ${ORIGIN}, replaced_by INTEGER NOT NULL)`,
    ];
  });
  const data = programmeTables(programme).flatMap(({ name, columns, rows }) => [
    `CREATE OR REPLACE TABLE ${name} (${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`,
    ...(rows.length > 0
      ? [`INSERT INTO ${name} VALUES ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`]
      : []),
  ]);
  await connection.run([...BOOKKEEPING, ...ledgers, ...data].join(';\n'));
}

const literal = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? textLiteral(value) : String(value);
