import type { DuckDBConnection } from '@duckdb/node-api';
import type { FigureQuery, MonthRow, MonthsAnswer } from '@skill-ledger/contracts';
import { elapsedDays } from '../figures/derive.ts';
import { readBy } from '../figures/read-by.ts';
import { forecastOf, monthOf, monthSpan } from '../figures/series.ts';
import { baselineOn, yearSpan } from '../figures/yardstick.ts';
import { monthsAfter } from '../forecast/forecast.ts';

/**
 * The cumulative curve: actual, plans, time progress and forecast, at the end of each month of the period.
 * @throws UnknownFilterValue
 */
export async function readMonths(connection: DuckDBConnection, query: FigureQuery): Promise<MonthsAnswer> {
  const { scope, yardsticks, groups } = await readBy(connection, { ...query, by: [], figures: ['forecast'] });
  const [group] = groups;
  if (!group) return { ...scope, months: [] };
  const { months, yardstick } = group.cell;
  const { completed: done } = group.figures;
  const points = done === undefined ? [] : (forecastOf({ completed: done }, group.cell)?.points ?? []);
  const brought = new Map(months.map(({ month, completed }) => [month, completed]));
  const expected = new Map(points.map(({ month, ...point }) => [month, point]));
  const { from, until } = yardsticks.period;
  const { goal, plans, spans } = yardstick;
  const answer: MonthRow[] = [];
  let records = 0;
  for (const month of [monthOf(from), ...monthsAfter(monthOf(from), monthOf(until))]) {
    const lastDay = monthSpan(month).until;
    const isKnown = done !== undefined && month <= monthOf(scope.asOf);
    // Only the total at the end of a baseline year is known.
    const inBaseline = yardsticks.baselineYears.includes(Number(month.slice(0, 4)));
    const hasState = !inBaseline || month.endsWith('-12');
    const completed = brought.get(month) ?? 0;
    records += completed;
    const day = month === monthOf(scope.asOf) ? scope.asOf : lastDay;
    const { elapsed, all } = elapsedDays(spans, lastDay);
    const cumulative = isKnown && hasState ? records + baselineOn(scope, yardsticks, day) : null;
    const plan = hasState ? plannedUntil(plans, baselineOn(scope, yardsticks, lastDay), lastDay) : null;
    answer.push({
      month,
      completed: isKnown && !inBaseline ? completed : null,
      cumulative,
      plan,
      planGap: cumulative === null || plan === null ? null : cumulative - plan,
      timeLine: goal && all > 0 ? Math.round((goal.value * elapsed) / all) : null,
      forecast: expected.get(month) ?? null,
    });
  }
  return { ...scope, months: answer };
}

/** Plans add up from the baseline on, each spread evenly over its year's days. */
function plannedUntil(plans: Map<number, number>, baseline: number, day: string): number | null {
  if (plans.size === 0) return null;
  let sum = baseline;
  for (const [year, plan] of plans) {
    const { elapsed, all } = elapsedDays([yearSpan(year)], day);
    sum += (plan * elapsed) / all;
  }
  return Math.round(sum);
}
