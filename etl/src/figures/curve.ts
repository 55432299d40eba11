import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureValues } from '@skill-ledger/contracts';
import { elapsedDays, type Span, trainingFigures } from './derive.ts';
import { type ForecastPoint, forecast, monthsAfter, type PastMonth } from './forecast.ts';
import { ALL, completedByMonth, countTraining } from './measures.ts';
import type { Scope } from './scope.ts';
import { baselineOf, measureProgress, type Yardstick, type Yardsticks, yardstickOf } from './yardstick.ts';

/** The headline figures of a scope, with the series and the forecast behind them. */
export interface Curve {
  total: FigureValues;
  /** Completed records by month up to as-of, oldest first; quiet months are left out. */
  months: PastMonth[];
  /** Forecast of the as-of month and each after it. */
  points: ForecastPoint[];
  yardstick: Yardstick;
}

export async function readCurve(
  connection: DuckDBConnection,
  scope: Scope,
  yardsticks: Yardsticks,
): Promise<Curve> {
  const counted = (await countTraining(connection, scope, 'all')).of(ALL);
  const figures = trainingFigures(counted, baselineOf(scope, yardsticks));
  const months = await completedByMonth(connection, scope);
  const yardstick = yardstickOf(scope, yardsticks);
  const current = monthOf(scope.asOf);
  const { elapsed, all } = elapsedDays([monthSpan(current)], scope.asOf);
  const expected =
    figures.completed === undefined
      ? undefined
      : forecast(
          wholeMonths(months, scope.asOf),
          { month: current, remaining: 1 - elapsed / all },
          figures.completed,
          monthOf(yardsticks.period.until),
          yardsticks.level,
        );
  return {
    months,
    points: expected?.points ?? [],
    yardstick,
    total: {
      ...figures,
      ...measureProgress(figures, yardstick, scope.asOf, yardsticks.paceThresholds),
      forecast: expected?.figure,
    },
  };
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** First and last day of a month (YYYY-MM). */
export function monthSpan(month: string): Span {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return {
    from: `${month}-01`,
    until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10),
  };
}

/** Months between the first that brought anything and as-of's, quiet ones included; as-of's own when it is over. */
function wholeMonths(months: PastMonth[], asOf: string): PastMonth[] {
  const first = months[0]?.month;
  if (first === undefined) return [];
  const known = new Map(months.map(({ month, completed }) => [month, completed]));
  const isOver = monthSpan(monthOf(asOf)).until === asOf;
  return [first, ...monthsAfter(first, monthOf(asOf))]
    .filter((month) => month < monthOf(asOf) || isOver)
    .map((month) => ({ month, completed: known.get(month) ?? 0 }));
}
