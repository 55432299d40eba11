import type { IndicatorTrace } from '@skill-ledger/contracts';
import { formatCount, formatPercent, grouped } from '../../ui/format.ts';
import { formatAnyYuan } from '../../ui/money.ts';

/** "12345.67" → "12,345.67": exactly as the server sent it. */
export const formatNumber = (text: string): string => {
  const [whole = '', decimals] = text.split('.');
  return decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`;
};

/** The actual value or the target of an indicator: a share, or a rate per thousand. */
export const formatValue = ({ times }: Pick<IndicatorTrace, 'times'>, value: string): string =>
  times === 1 ? formatPercent(Number(value)) : Number(value).toFixed(2);

/** A count in the unit of the indicator. */
export function formatSteps({ unit }: Pick<IndicatorTrace, 'unit'>, count: string): string {
  return unit === 'yuan' ? formatAnyYuan(count) : formatCount(Number(count));
}

const pointsOf = (text: string): bigint => {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${decimals.padEnd(2, '0')}`);
};

/** Exact difference of two numbers of points: "3.10", "0.2" → "2.90". */
export function subtractPoints(from: string, amount: string): string {
  const left = pointsOf(from) - pointsOf(amount.replace(/^--/, ''));
  const digits = String(left < 0n ? -left : left).padStart(3, '0');
  return `${left < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Orders points from few to many. */
export const comparePoints = (a: string, b: string): number => Number(pointsOf(a) - pointsOf(b));
