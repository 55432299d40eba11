import type { DuckDBConnection } from '@duckdb/node-api';
import { KIND_LABELS, LedgerKind } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { count, textLiteral } from '../base/sql.ts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Column, Programme } from '../programme/programme.ts';
import { type ProgrammeTable, programmeTables } from '../programme/tables.ts';
import { BOOKKEEPING, ORIGIN_COLUMNS } from './bookkeeping.ts';
import { columnsOf } from './schema.ts';

/**
 * Brings a warehouse's tables in line with the program and the programme: creates missing tables, adds missing columns
 * (`alignTables`), and replaces the programme's own tables.
 * @throws UserError if a ledger column changed in a way that rows already loaded cannot follow
 */
export async function createWarehouseTables(
  connection: DuckDBConnection,
  programme: Programme,
): Promise<void> {
  await alignTables(connection, programme);
  const tables = programmeTables(programme);
  await connection.run(
    tables
      .map(
        ({ name, columns }) =>
          `CREATE OR REPLACE TABLE warehouse.${name} (${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`,
      )
      .join(';\n'),
  );
  for (const table of tables) if (table.rows.length > 0) await appendRows(connection, table);
}

/** Planning an INSERT of so many values would take longer than everything else a small load does. */
async function appendRows(connection: DuckDBConnection, { name, rows }: ProgrammeTable): Promise<void> {
  const appender = await connection.createAppender(name, 'main', 'warehouse');
  for (const row of rows) {
    for (const value of row) {
      if (value === null) appender.appendNull();
      // The column's type reads the text: numbers stay exact.
      else appender.appendVarchar(String(value));
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** The required definition of a column. */
interface WantedColumn {
  name: string;
  type: string;
  /** SQL of its value in rows loaded before the column existed; null by default. */
  filledWith?: string;
  /** The programme's column behind it; none for the program's own. */
  column?: Column;
}

interface WantedTable {
  name: string;
  columns: WantedColumn[];
}

/**
 * Creates the missing bookkeeping and ledger tables of the draft's `warehouse`, and adds the missing columns to those
 * that exist: a home may be older than the program or than a line of columns.csv. `<kind>` holds the rows in force,
 * `<kind>_history` the versions that a correction replaced. A new column is appended, so statements name
 * their columns. In rows loaded earlier it holds the default for empty cells, or null. Columns that the programme no longer
 * has are kept, and are null in new rows.
 * @throws UserError if a ledger column changed its type, or a new key column meets rows that lack it
 */
async function alignTables(connection: DuckDBConnection, programme: Programme): Promise<void> {
  const existing = await typesOfTables(connection);
  const statements: string[] = [];
  for (const table of wantedTables(programme)) {
    const types = existing.get(table.name);
    if (!types) statements.push(createTable(table));
    else statements.push(...(await addColumns(connection, table, types)));
  }
  if (statements.length > 0) await connection.run(statements.join(';\n'));
}

const wantedTables = (programme: Programme): WantedTable[] => [
  ...Object.entries(BOOKKEEPING).map(([name, columns]) => ({ name, columns: listed(columns) })),
  ...LedgerKind.options.flatMap((kind) => {
    const own = [...columnsOf(programme, kind).map(ledgerColumn), ...listed(ORIGIN_COLUMNS)];
    const replacedBy = { name: 'replaced_by', type: 'INTEGER NOT NULL' };
    return [
      { name: kind, columns: own },
      { name: `${kind}_history`, columns: [...own, replacedBy] },
    ];
  }),
];

const listed = (columns: Record<string, string>): WantedColumn[] =>
  Object.entries(columns).map(([name, type]) => ({ name, type }));

const ledgerColumn = (column: Column): WantedColumn => ({
  name: column.field,
  type: COLUMN_TYPES[column.type].sql,
  ...(column.emptyMeans !== null && { filledWith: textLiteral(column.emptyMeans) }),
  column,
});

const createTable = ({ name, columns }: WantedTable): string =>
  `CREATE TABLE warehouse.${name} (${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`;

/** Statements that add the columns which a table lacks. */
async function addColumns(
  connection: DuckDBConnection,
  table: WantedTable,
  types: Map<string, string>,
): Promise<string[]> {
  const statements: string[] = [];
  for (const { name, type, filledWith, column } of table.columns) {
    const had = types.get(name);
    if (column && had !== undefined && had !== compact(type)) throw typeChanged(column, had, type);
    if (had !== undefined) continue;
    if (column?.key && (await count(connection, `SELECT count(*) FROM warehouse.${table.name}`)) > 0) {
      throw keyAdded(column);
    }
    const value = filledWith === undefined ? '' : ` DEFAULT ${filledWith}`;
    statements.push(`ALTER TABLE warehouse.${table.name} ADD COLUMN ${name} ${type}${value}`);
    if (value) statements.push(`ALTER TABLE warehouse.${table.name} ALTER ${name} DROP DEFAULT`);
  }
  return statements;
}

/** Types by table and column, written without spaces. */
async function typesOfTables(connection: DuckDBConnection): Promise<Map<string, Map<string, string>>> {
  const reader = await connection.runAndReadAll(
    `SELECT table_name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = 'warehouse' AND NOT internal`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const [table, column, type] of reader.getRowsJS().map((row) => row.map(String))) {
    if (table === undefined || column === undefined || type === undefined) continue;
    const types = tables.get(table) ?? new Map<string, string>();
    tables.set(table, types.set(column, compact(type)));
  }
  return tables;
}

const compact = (type: string): string => type.replaceAll(' ', '');

const named = (kind: LedgerKind, { label, field }: Column): { zh: string; en: string } => ({
  zh: `columns.csv 中“${KIND_LABELS[kind].zh}”的列“${label}”（${field}）`,
  en: `column ${field} of ${KIND_LABELS[kind].en} in columns.csv`,
});

const REMEDY = {
  zh: '请恢复原来的定义，为新的含义另加一列（新的 field），或用新的数据文件夹（SKILL_LEDGER_HOME）重新装载台账',
  en: 'restore its definition and add a column with a new field for the new meaning, or load the ledgers into a new home (SKILL_LEDGER_HOME)',
};

function typeChanged(column: Column, had: string, type: string): UserError {
  const { zh, en } = named(column.kind, column);
  return new UserError({
    zh: `${zh}的类型已由 ${had} 改为 ${type}，已装载的行无法沿用；${REMEDY.zh}`,
    en: `${en} changed its type from ${had} to ${type}, which is not possible for rows already loaded: ${REMEDY.en}`,
  });
}

function keyAdded(column: Column): UserError {
  const { zh, en } = named(column.kind, column);
  return new UserError({
    zh: `${zh}是新增的主键列，已装载的行没有它的值；${REMEDY.zh}`,
    en: `${en} is a new key column, for which rows already loaded have no value: ${REMEDY.en}`,
  });
}
