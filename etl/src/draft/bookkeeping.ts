import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../base/sql.ts';

/** Columns of a table, in order: name → DuckDB type. */
export type TableColumns = Record<string, string>;

/** Where a row came from: the last four columns of each ledger table and of `quarantine`. */
export const ORIGIN_COLUMNS: TableColumns = {
  batch_no: 'INTEGER NOT NULL',
  file_id: 'INTEGER NOT NULL',
  sheet_no: 'INTEGER NOT NULL',
  row_no: 'INTEGER NOT NULL',
};

/**
 * The tables that record what was loaded, when, by whom and with what result. A column added here is added to the tables of
 * existing homes by the next load.
 */
export const BOOKKEEPING = {
  snapshot: {
    id: 'VARCHAR',
    created_at: 'VARCHAR',
    parent: 'VARCHAR',
    batch: 'VARCHAR',
    default_as_of: 'DATE',
    programme: 'VARCHAR',
    demo: 'BOOLEAN',
  },
  batch: {
    batch_no: 'INTEGER PRIMARY KEY',
    batch: 'VARCHAR',
    loaded_at: 'VARCHAR',
    loaded_by: 'VARCHAR',
    unit: 'VARCHAR',
  },
  model_version: { version: 'VARCHAR' },
  withdrawal: {
    batch: 'VARCHAR',
    withdrawn_at: 'VARCHAR',
    withdrawn_by: 'VARCHAR',
    comment: 'VARCHAR',
    files: 'VARCHAR[]',
    unit: 'VARCHAR',
  },
  file: {
    file_id: 'INTEGER PRIMARY KEY',
    batch_no: 'INTEGER',
    path: 'VARCHAR',
    sha256: 'VARCHAR',
    bytes: 'BIGINT',
    format: 'VARCHAR',
    encoding: 'VARCHAR',
  },
  sheet: {
    file_id: 'INTEGER',
    sheet_no: 'INTEGER',
    name: 'VARCHAR',
    kind: 'VARCHAR',
    header_row: 'INTEGER',
    read: 'INTEGER',
    accepted: 'INTEGER',
    unchanged: 'INTEGER',
    corrected: 'INTEGER',
    quarantined: 'INTEGER',
    ignored: 'INTEGER',
    ignored_columns: 'VARCHAR[]',
  },
  // key: the row's key joined by |, null where it is incomplete; cells: the original texts by field.
  quarantine: { ...ORIGIN_COLUMNS, kind: 'VARCHAR', key: 'VARCHAR', failures: 'VARCHAR[]', cells: 'JSON' },
} satisfies Record<string, TableColumns>;

/** SQL of 隔离编号, the id of a quarantined row in workbooks and in the rows that correct it. */
export const QUARANTINE_ID =
  "concat('B', quarantine.batch_no, '-', quarantine.file_id, '-', quarantine.sheet_no, '-', quarantine.row_no)";

/** A row of a bookkeeping table; every column is required. */
type RowOf<Table extends keyof typeof BOOKKEEPING> = Record<keyof (typeof BOOKKEEPING)[Table], unknown>;

/** Inserts rows by the names of their columns, in one statement. Literals are planned faster than JSON of so few rows. */
export async function insertRows<Table extends keyof typeof BOOKKEEPING>(
  connection: DuckDBConnection,
  table: Table,
  rows: RowOf<Table>[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(BOOKKEEPING[table]) as (keyof RowOf<Table>)[];
  const lines = rows.map((row) => `(${names.map((name) => literal(row[name])).join(', ')})`);
  await connection.run(`INSERT INTO ${table} (${names.join(', ')}) VALUES ${lines.join(', ')}`);
}

const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return typeof value === 'string' ? textLiteral(value) : String(value ?? null);
};
