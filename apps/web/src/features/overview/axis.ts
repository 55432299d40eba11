import type { MonthRow } from '@skill-ledger/contracts';

const STEPS = [1, 2, 2.5, 5, 10];
const TICKS = 5;

/**
 * End and step of an axis from zero over the targets: it is stable while the bars and lines change,
 * since targets and plans, not current values, are the maximum.
 */
export function axisEnd(values: number[]): { max: number; step: number } {
  const highest = Math.max(1, ...values);
  const rough = highest / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const whole = Math.max(1, Math.round(step));
  return { max: whole * Math.ceil(highest / whole), step: whole };
}

/** The end of the curve's axis: above all lines and the upper edge of the forecast band. */
export const curveEnd = (months: MonthRow[], target: number | undefined): { max: number; step: number } =>
  axisEnd([
    target ?? 0,
    ...months.flatMap(({ plan, timeLine, cumulative, forecast }) => [
      plan ?? 0,
      timeLine ?? 0,
      cumulative ?? 0,
      forecast?.high ?? 0,
    ]),
  ]);
