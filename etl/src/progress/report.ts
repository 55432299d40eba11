import type { DuckDBConnection } from '@duckdb/node-api';
import { FigureQuery, type ProgressReport } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { readDomains } from './domains.ts';
import { readRatios } from './ratios.ts';
import { readTotal } from './total.ts';
import { readUnits } from './units.ts';

/**
 * The headline table: everything `skill-ledger progress` prints.
 * @param asOf YYYY-MM-DD; the snapshot's own default when left out
 */
export async function progressReport(connection: DuckDBConnection, asOf?: string): Promise<ProgressReport> {
  const query = FigureQuery.safeParse({ asOf });
  if (!query.success) {
    throw new UserError({
      zh: `截至日期“${asOf}”不是有效日期，请写成 2021-06-30`,
      en: `"${asOf}" is not a date: write it like 2021-06-30`,
    });
  }
  const total = await readTotal(connection, query.data);
  const { domains } = await readDomains(connection, query.data);
  const { units, towns } = await readUnits(connection, query.data);
  const { current } = await readRatios(connection, query.data);
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
