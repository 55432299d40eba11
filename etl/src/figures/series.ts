import { forecast, monthsAfter, type PastMonth } from '../forecast/forecast.ts';
import { elapsedDays, type Span } from './derive.ts';
import type { Cell } from './descriptor.ts';

export const monthOf = (day: string): string => day.slice(0, 7);

/** First and last day of a month (YYYY-MM). */
export function monthSpan(month: string): Span {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return {
    from: `${month}-01`,
    until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10),
  };
}

/** The forecast for the period's end, and the curve to it; undefined if too few months are known. */
export function forecastOf(
  { completed }: { completed: number },
  { scope: { asOf }, yardsticks, months }: Pick<Cell, 'scope' | 'yardsticks' | 'months'>,
) {
  const month = monthOf(asOf);
  const { elapsed, all } = elapsedDays([monthSpan(month)], asOf);
  return forecast(
    wholeMonths(months, asOf),
    { month, remaining: 1 - elapsed / all },
    completed,
    monthOf(yardsticks.period.until),
    yardsticks.level,
  );
}

const RECENT_MONTHS = 3;

/** Rows of `training` in the last whole months by as-of: those of `recentMonths`. */
export const IN_RECENT_MONTHS = `completed_on < date_trunc('month', least($asOf::DATE, (SELECT last_day FROM period)) + 1)
  AND completed_on >= date_trunc('month', least($asOf::DATE, (SELECT last_day FROM period)) + 1) - INTERVAL ${RECENT_MONTHS} MONTH`;

/** The period's last whole months by as-of, and what was completed in them; undefined where fewer are known. */
export function recentMonths({
  scope: { asOf },
  yardsticks: { period, baselineYears },
  months,
}: Pick<Cell, 'scope' | 'yardsticks' | 'months'>): { months: string[]; completed: number } | undefined {
  const last = asOf < period.until ? asOf : period.until;
  const first = monthOf(period.from);
  const recent = [first, ...monthsAfter(first, monthOf(last))]
    // Only the total of a baseline year is known.
    .filter((month) => monthSpan(month).until <= last && !baselineYears.includes(Number(month.slice(0, 4))))
    .slice(-RECENT_MONTHS);
  if (recent.length < RECENT_MONTHS) return undefined;
  const completedIn = months.filter(({ month }) => recent.includes(month));
  return { months: recent, completed: completedIn.reduce((sum, { completed }) => sum + completed, 0) };
}

/** Months from the first with trainings to the as-of month, including those without; the as-of month only if it has ended. */
function wholeMonths(months: PastMonth[], asOf: string): PastMonth[] {
  const first = months[0]?.month;
  if (first === undefined) return [];
  const known = new Map(months.map(({ month, completed }) => [month, completed]));
  const isOver = monthSpan(monthOf(asOf)).until === asOf;
  return [first, ...monthsAfter(first, monthOf(asOf))]
    .filter((month) => month < monthOf(asOf) || isOver)
    .map((month) => ({ month, completed: known.get(month) ?? 0 }));
}
