import type { DuckDBConnection } from '@duckdb/node-api';
import { FigureQuery, type ProgressReport } from '@skill-ledger/contracts';
import { asOfDate } from '../base/as-of.ts';
import { readDomains } from './domains.ts';
import { readRatios } from './ratios.ts';
import { readTotal } from './total.ts';
import { readUnits } from './units.ts';

/**
 * The headline table: everything `skill-ledger progress` prints.
 * @param asOf YYYY-MM-DD; the snapshot's own default when left out
 */
export async function progressReport(connection: DuckDBConnection, asOf?: string): Promise<ProgressReport> {
  const query = FigureQuery.parse({ asOf: asOfDate(asOf) });
  const total = await readTotal(connection, query);
  const { domains } = await readDomains(connection, query);
  const { units, towns } = await readUnits(connection, query);
  const { current } = await readRatios(connection, query);
  const ratios = current && {
    skilledRatio: current.skilledRatio,
    highSkilledRatio: current.highSkilledRatio,
    skilledMissing: current.skilledMissing,
    highSkilledMissing: current.highSkilledMissing,
  };
  return {
    asOf: total.asOf,
    snapshot: total.snapshot,
    total: { ...total.total, ...ratios },
    domains,
    units,
    towns,
    workforce: current,
  };
}
