import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, RatiosAnswer, Workforce } from '@skill-ledger/contracts';
import { attainment, missing, ratio } from './derive.ts';
import { resolveScope, rows, type Scope } from './scope.ts';
import { readYardsticks, type Yardsticks } from './yardstick.ts';

/**
 * The two skill ratios: the newest statistic on or before as-of, and all before it; of the city, or of the one town
 * of the filter.
 * @throws UnknownFilterValue
 */
export async function readRatios(connection: DuckDBConnection, query: FigureQuery): Promise<RatiosAnswer> {
  const scope = await resolveScope(connection, query);
  const yardsticks = await readYardsticks(connection);
  const statistics = await readStatistics(connection, scope);
  const newest = statistics.at(-1);
  return {
    ...scope,
    current: newest ? describe(newest, yardsticks) : null,
    series: statistics.map((statistic) => ({ statOn: statistic.statOn, ...shares(statistic) })),
  };
}

interface Statistic {
  statOn: string;
  employed: number;
  skilled: number;
  highSkilled: number;
}

async function readStatistics(connection: DuckDBConnection, { asOf, filters }: Scope): Promise<Statistic[]> {
  // The statistic knows the city and its towns; of anything else there is none.
  const { town, ...others } = filters;
  if (Object.keys(others).length > 0 || (town && town.length !== 1)) return [];
  const found = await rows(
    connection,
    `SELECT stat_on::VARCHAR, employed, skilled, high_skilled FROM workforce
     WHERE area = $area AND stat_on <= $asOf::DATE AND employed > 0 AND skilled > 0 ORDER BY stat_on`,
    { asOf, area: town?.[0] ?? '全市' },
  );
  return found.map(([statOn, employed, skilled, highSkilled]) => ({
    statOn: String(statOn),
    employed: Number(employed),
    skilled: Number(skilled),
    highSkilled: Number(highSkilled),
  }));
}

const shares = ({ employed, skilled, highSkilled }: Statistic) => ({
  skilledRatio: ratio(skilled, employed) ?? 0,
  highSkilledRatio: ratio(highSkilled, skilled) ?? 0,
});

function describe(statistic: Statistic, { targets, tolerance }: Yardsticks): Workforce {
  const { employed, skilled, highSkilled } = statistic;
  const skilledTarget = targets.get('skilledRatio') ?? '0';
  const highSkilledTarget = targets.get('highSkilledRatio') ?? '0';
  return {
    ...statistic,
    ...shares(statistic),
    skilledTarget: Number(skilledTarget),
    skilledAttainment: attainment(skilled, employed, skilledTarget, tolerance),
    skilledMissing: missing(skilled, employed, skilledTarget),
    highSkilledTarget: Number(highSkilledTarget),
    highSkilledAttainment: attainment(highSkilled, skilled, highSkilledTarget, tolerance),
    highSkilledMissing: missing(highSkilled, skilled, highSkilledTarget),
  };
}
