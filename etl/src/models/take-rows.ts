import type { DuckDBConnection } from '@duckdb/node-api';
import { count } from '../base/sql.ts';

/**
 * Creates a table from a few rows of a large warehouse table. A join would read all columns of
 * all rows and then discard most; a condition on the `rowid` is evaluated before any other column is read, and
 * determines which segments are read. It must be an expression that cannot fail: only these are pushed down so far.
 * @param table a table of the warehouse
 * @param columns those the new table gets
 * @param ids SQL of a column `id`: the `rowid` of each row wanted, however often
 */
export async function takeRows(
  connection: DuckDBConnection,
  table: string,
  columns: string[],
  ids: string,
  into: string,
): Promise<void> {
  const last = await count(connection, `SELECT coalesce(max(rowid), 0) FROM warehouse.${table}`);
  await connection.run(`
    SET VARIABLE wanted = (SELECT bitstring_agg(id, 0, ${last}) FROM (${ids}));
    CREATE TABLE ${into} AS SELECT ${columns.join(', ')} FROM warehouse.${table}
    WHERE TRY(get_bit(getvariable('wanted'), TRY_CAST(rowid AS INTEGER))) = 1;
    RESET VARIABLE wanted`);
}
