import type { DuckDBConnection } from '@duckdb/node-api';
import { type FigureQuery, type LaterPayouts, type ProgressAnswer, Yuan } from '@skill-ledger/contracts';
import { PROGRESS_IDS } from '../figures/definitions.ts';
import { readBy } from '../figures/read-by.ts';
import { filterSql, knows, rows, type Scope } from '../figures/scope.ts';

/** City-wide figures, or those of the filters. @throws UnknownFilterValue */
export async function readTotal(connection: DuckDBConnection, query: FigureQuery): Promise<ProgressAnswer> {
  const { scope, groups } = await readBy(connection, { ...query, by: [], figures: PROGRESS_IDS });
  return {
    ...scope,
    total: groups[0]?.figures ?? {},
    laterPayouts: await readLaterPayouts(connection, scope),
  };
}

/** Payouts made after as-of, which is a day of trainings and statistics (spec 1). */
async function readLaterPayouts(
  connection: DuckDBConnection,
  { asOf, filters }: Scope,
): Promise<LaterPayouts | null> {
  if (!knows('payout', filters)) return null;
  const { where, values } = filterSql('payout', filters, [], 'paid_on');
  const [[count, amount, newest] = []] = await rows(
    connection,
    `SELECT count(*)::INTEGER, sum(amount)::VARCHAR, max(paid_on)::VARCHAR
     FROM payout WHERE ${where} AND paid_on > $asOf::DATE`,
    { ...values, asOf },
  );
  return newest == null ? null : { rows: Number(count), amount: Yuan.parse(amount), newest: String(newest) };
}
