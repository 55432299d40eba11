import type { DuckDBConnection } from '@duckdb/node-api';
import { count } from '../base/sql.ts';

/**
 * Makes a table of few rows of a large table of the warehouse, wherever they stand in it. A join would read all columns of
 * all rows and then discard most; a condition on the place of a row is looked at before any other column is read, and
 * decides which pieces of them are. It has to be an expression that cannot fail: only these are looked at so early.
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
