import type { Forecast } from '@skill-ledger/contracts';

/** One past month of the series. */
export interface PastMonth {
  /** YYYY-MM */
  month: string;
  completed: number;
}

export interface ForecastPoint {
  month: string;
  value: number;
  low: number;
  high: number;
}

const RECENT = 12;
const SEASONAL_FROM = 24;
const MIN_MONTHS = 3;
/** The back-test looks this many months ahead, as a quarterly report does. */
const TEST_AHEAD = 3;

const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** The expected value of a month: the recent mean, adjusted for the season if two years of months are known. */
function expectation(past: PastMonth[]): (month: string) => number {
  const level = mean(past.slice(-RECENT).map(({ completed }) => completed));
  if (past.length < SEASONAL_FROM || level === 0) return () => level;
  const overall = mean(past.map(({ completed }) => completed));
  return (month) => {
    const same = past
      .filter((one) => one.month.slice(5) === month.slice(5))
      .map(({ completed }) => completed);
    // Shrunk half way to 1: two Januaries are weak evidence.
    const season = same.length === 0 || overall === 0 ? 1 : (1 + mean(same) / overall) / 2;
    return level * season;
  };
}

/** Months after `month`, up to and including `until`. */
export function monthsAfter(month: string, until: string): string[] {
  const months: string[] = [];
  let [year = 0, number = 0] = month.split('-').map(Number);
  for (;;) {
    number += 1;
    if (number > 12) [year, number] = [year + 1, 1];
    const next = `${year}-${String(number).padStart(2, '0')}`;
    if (next > until) return months;
    months.push(next);
  }
}

/** Quantile of the normal distribution for a two-sided interval of this level (Acklam's central approximation). */
function quantile(level: number): number {
  const q = level / 2;
  const r = q * q;
  const a = [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ];
  const b = [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1, 1,
  ];
  const poly = (c: number[]): number => c.reduce((sum, factor) => sum * r + factor, 0);
  return (poly(a) * q) / poly(b);
}

/**
 * Completed person-times at the period's end, with an interval, and the curve to it.
 * @param past whole months before the as-of month, oldest first (baseline years are not among them)
 * @param current completed in the as-of month, and the share of its days still to come (0…1)
 * @param completed the figure at as-of
 * @returns undefined if fewer than three whole months are known
 */
export function forecast(
  past: PastMonth[],
  current: { month: string; remaining: number },
  completed: number,
  until: string,
  level: number,
): { figure: Forecast; points: ForecastPoint[] } | undefined {
  const ahead = monthsAfter(current.month, until);
  if (current.month > until || (ahead.length === 0 && current.remaining === 0)) {
    const method = { zh: '计数期已结束，即实际完成数', en: 'the period has ended: the number completed' };
    return {
      figure: { value: completed, low: completed, high: completed, level, method, backtestError: null },
      points: [],
    };
  }
  if (past.length < MIN_MONTHS) return undefined;
  const expected = expectation(past);
  const rest = residuals(past);
  // Without residuals, a month may have any value up to twice the mean.
  const spread =
    rest.length > 0
      ? Math.sqrt(mean(rest.map((residual) => residual ** 2)))
      : mean(past.map((one) => one.completed));
  const z = quantile(level);
  const seasonal = past.length >= SEASONAL_FROM;
  const steps = [
    { month: current.month, share: current.remaining },
    ...ahead.map((month) => ({ month, share: 1 })),
  ];
  const points: ForecastPoint[] = [];
  let sum = completed;
  let months = 0;
  for (const { month, share } of steps) {
    sum += expected(month) * share;
    months += share;
    // Variance of the months, and of their mean.
    const margin = z * spread * Math.sqrt(months + months ** 2 / Math.min(past.length, RECENT));
    points.push({
      month,
      value: Math.round(sum),
      low: Math.max(completed, Math.round(sum - margin)),
      high: Math.round(sum + margin),
    });
  }
  const { value = completed, low = completed, high = completed } = points.at(-1) ?? {};
  const method = seasonal
    ? { zh: '近12个月均值，按月份季节调整', en: 'mean of the last 12 months, adjusted for the season' }
    : {
        zh: `近${Math.min(past.length, RECENT)}个月均值（不足24个月，不作季节调整）`,
        en: `mean of the last ${Math.min(past.length, RECENT)} months (fewer than 24 known: no season)`,
      };
  return { figure: { value, low, high, level, method, backtestError: backtest(past) }, points };
}

/** Difference between each month and its expectation from the months before. */
function residuals(past: PastMonth[]): number[] {
  return past
    .slice(MIN_MONTHS)
    .map(({ month, completed }, index) => completed - expectation(past.slice(0, index + MIN_MONTHS))(month));
}

/** Mean absolute percentage error over every three months that could have been forecast. */
function backtest(past: PastMonth[]): number | null {
  const errors: number[] = [];
  for (let origin = MIN_MONTHS; origin + TEST_AHEAD <= past.length; origin += 1) {
    const expected = expectation(past.slice(0, origin));
    const test = past.slice(origin, origin + TEST_AHEAD);
    const actual = test.reduce((sum, one) => sum + one.completed, 0);
    if (actual === 0) continue;
    errors.push(Math.abs(test.reduce((sum, one) => sum + expected(one.month), 0) - actual) / actual);
  }
  return errors.length === 0 ? null : Math.round(mean(errors) * 1e4) / 1e4;
}
