import type { DuckDBConnection } from '@duckdb/node-api';
import { rows } from '../figures/scope.ts';
import type { Column } from '../programme/programme.ts';

/**
 * Rows of the ledger of payouts as they are in force, with every column of the contract and unmasked.
 * @param columns of the kind `payouts`, in order
 * @param ids 发放编号; one that is no longer in the ledger has no row
 * @returns the cells of each row by 发放编号, as texts: days YYYY-MM-DD, money with two decimals
 */
export async function readPayoutRows(
  connection: DuckDBConnection,
  columns: Column[],
  ids: string[],
): Promise<Map<string, (string | null)[]>> {
  const cells = columns.map(({ field }) => `${field}::VARCHAR`).join(', ');
  const found = await rows(
    connection,
    `SELECT payout_id, ${cells} FROM payouts WHERE payout_id IN (SELECT unnest(string_split($ids, chr(10))))`,
    { ids: ids.join('\n') },
  );
  return new Map(
    found.map(([id, ...own]) => [String(id), own.map((cell) => (cell == null ? null : String(cell)))]),
  );
}
