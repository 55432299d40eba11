import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, RatiosAnswer, Workforce } from '@skill-ledger/contracts';
import { applies, compute } from '../figures/compute.ts';
import { withParts } from '../figures/definitions.ts';
import { attainment } from '../figures/derive.ts';
import type { Cell } from '../figures/descriptor.ts';
import { filterSql, knows, resolveScope, rows, type Scope } from '../figures/scope.ts';
import { readYardsticks, yardstickOf } from '../figures/yardstick.ts';

/**
 * The two skill ratios: the newest statistic on or before as-of, and all before it; of the city, or of the one town
 * of the filter.
 * @throws UnknownFilterValue
 */
export async function readRatios(connection: DuckDBConnection, query: FigureQuery): Promise<RatiosAnswer> {
  const scope = await resolveScope(connection, query);
  const yardsticks = await readYardsticks(connection);
  const statistics = await readStatistics(connection, scope);
  const cell: Cell = { scope, yardsticks, yardstick: yardstickOf(scope, yardsticks), months: [] };
  const described = statistics.map((statistic) => describe(statistic, cell));
  const current = described.at(-1) ?? null;
  return {
    ...scope,
    current,
    ...(current === null && { absent: applies('workforce', cell) ? '无数据' : '不适用' }),
    series: described.map(({ statOn, skilledRatio, highSkilledRatio }) => ({
      statOn,
      skilledRatio,
      highSkilledRatio,
    })),
  };
}

interface Statistic {
  statOn: string;
  employed: number;
  skilled: number;
  highSkilled: number;
}

async function readStatistics(connection: DuckDBConnection, { asOf, filters }: Scope): Promise<Statistic[]> {
  if (!knows('workforce', filters)) return [];
  const { where, values } = filterSql('workforce', filters);
  const found = await rows(
    connection,
    `SELECT stat_on::VARCHAR, employed, skilled, high_skilled FROM workforce
     WHERE ${where} AND stat_on <= $asOf::DATE AND employed > 0 AND skilled > 0 ORDER BY stat_on`,
    { ...values, asOf },
  );
  return found.map(([statOn, employed, skilled, highSkilled]) => ({
    statOn: String(statOn),
    employed: Number(employed),
    skilled: Number(skilled),
    highSkilled: Number(highSkilled),
  }));
}

const RATIO_IDS = withParts(['skilledGap', 'highSkilledGap', 'skilledMissing', 'highSkilledMissing']);

function describe({ statOn, ...statistic }: Statistic, cell: Cell): Workforce {
  const { employed, skilled, highSkilled } = statistic;
  const { targets, tolerance } = cell.yardsticks;
  const stands = (part: number, whole: number, figure: string) =>
    attainment(part, whole, targets.get(figure) ?? '0', tolerance);
  const figures = compute(RATIO_IDS, statistic, cell);
  return {
    statOn,
    ...statistic,
    skilledRatio: figures.skilledRatio ?? 0,
    skilledTarget: figures.skilledTarget ?? 0,
    skilledMissing: figures.skilledMissing ?? 0,
    skilledGap: figures.skilledGap ?? 0,
    skilledAttainment: stands(skilled, employed, 'skilledRatio'),
    highSkilledRatio: figures.highSkilledRatio ?? 0,
    highSkilledTarget: figures.highSkilledTarget ?? 0,
    highSkilledMissing: figures.highSkilledMissing ?? 0,
    highSkilledGap: figures.highSkilledGap ?? 0,
    highSkilledAttainment: stands(highSkilled, skilled, 'highSkilledRatio'),
  };
}
