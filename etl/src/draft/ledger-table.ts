import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { textLiteral } from '../base/sql.ts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Programme } from '../programme/programme.ts';
import { columnsOf } from './schema.ts';

/**
 * SQL of a relation with a snapshot's rows in force of one kind and all of the programme's columns. A snapshot can be
 * older than a column: the column then holds the contract's default for empty cells, or null, as in `alignTables`.
 * @param database name the snapshot is attached under; the connection's own database by default
 */
export async function ledgerTable(
  connection: DuckDBConnection,
  programme: Pick<Programme, 'columns'>,
  kind: LedgerKind,
  database?: string,
): Promise<string> {
  const reader = await connection.runAndReadAll(
    'SELECT column_name FROM duckdb_columns() WHERE database_name = coalesce($1, current_database()) AND table_name = $2',
    [database ?? null, kind],
  );
  const held = new Set(reader.getRowsJS().map(([name]) => String(name)));
  const table = database === undefined ? kind : `"${database}".main.${kind}`;
  const missing = columnsOf(programme, kind).filter(({ field }) => !held.has(field));
  if (missing.length === 0) return table;
  const filled = missing.map(({ field, type, emptyMeans }) => {
    const value = emptyMeans === null ? 'NULL' : textLiteral(emptyMeans);
    return `CAST(${value} AS ${COLUMN_TYPES[type].sql}) AS ${field}`;
  });
  return `(SELECT *, ${filled.join(', ')} FROM ${table})`;
}
