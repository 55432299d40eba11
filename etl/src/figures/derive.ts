import type { Attainment, FigureValues, Pace, Yuan } from '@skill-ledger/contracts';

/** Ratios are fractions with this many decimals. */
const RATIO_SCALE = 1_000_000n;

/** a ÷ b rounded half up to a whole number; b > 0. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  // BigInt division cuts towards zero; half up means towards plus infinity.
  return twice < 0n && twice % (2n * b) !== 0n ? quotient - 1n : quotient;
}

/** part ÷ whole as a fraction with six decimals, rounded half up; undefined if the divisor is zero. */
export function ratio(part: number | bigint, whole: number | bigint): number | undefined {
  if (BigInt(whole) <= 0n) return undefined;
  return Number(divideHalfUp(BigInt(part) * RATIO_SCALE, BigInt(whole))) / Number(RATIO_SCALE);
}

const DAY_MS = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** A span of days, both ends included. */
export interface Span {
  from: string;
  until: string;
}

/** Elapsed and all days of the spans together, both ends counted; never below 0, never above all. */
export function elapsedDays(spans: Span[], asOf: string): { elapsed: number; all: number } {
  let elapsed = 0;
  let all = 0;
  for (const { from, until } of spans) {
    const length = dayNumber(until) - dayNumber(from) + 1;
    all += length;
    elapsed += Math.min(Math.max(dayNumber(asOf) - dayNumber(from) + 1, 0), length);
  }
  return { elapsed, all };
}

/** One share less another, in percentage points with four decimals: 进度差 is progress − time progress (spec 1). */
export const gap = (share: number, yardstick: number): number =>
  Math.round(share * 1e6 - yardstick * 1e6) / 1e4;

/** Lower bounds in percentage points. */
export interface PaceThresholds {
  ahead: number;
  onTrack: number;
  behind: number;
}

/** 领先 / 正常 / 滞后 / 严重滞后 (spec 1, thresholds are programme data). */
export function pace(gap: number, { ahead, onTrack, behind }: PaceThresholds): Pace {
  if (gap >= ahead) return '领先';
  if (gap >= onTrack) return '正常';
  return gap >= behind ? '滞后' : '严重滞后';
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Calendar months after the day's own, up to the month of `until`. */
export const monthsLeft = (day: string, until: string): number =>
  Math.max(0, monthNumber(until) - monthNumber(day));

/** 所需月均: what is missing ÷ calendar months after the as-of date's month, rounded up (spec 1). */
export function requiredPerMonth(
  goal: number,
  completed: number,
  months: number,
): NonNullable<FigureValues['requiredPerMonth']> {
  if (completed >= goal) return '已完成';
  return months === 0 ? '已到期' : Math.ceil((goal - completed) / months);
}

/**
 * Attainment of an approximate target by part ÷ whole: at or above it, within the tolerance below it (inclusive),
 * or neither (spec 1, “约”). Decimal texts, compared exactly.
 */
export function attainment(part: number, whole: number, target: string, tolerance: string): Attainment {
  const reaches = (bar: bigint): boolean => BigInt(part) * RATIO_SCALE >= bar * BigInt(whole);
  if (reaches(millionths(target))) return '达成';
  return reaches(millionths(target) - millionths(tolerance)) ? '基本达成' : '未达成';
}

/** How many more bring the share of `whole` to the target, with `whole` unchanged (spec 1). */
export function missing(part: number, whole: number, target: string): number {
  const needed = millionths(target) * BigInt(whole);
  const workers = (needed + RATIO_SCALE - 1n) / RATIO_SCALE;
  return Math.max(0, Number(workers) - part);
}

/** "0.26" → 260000n. */
function millionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * RATIO_SCALE + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

/** "1432946.01" → 143294601n. */
export function fen(yuan: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  const amount = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign ? -amount : amount;
}

/** 143294601n → "1432946.01". */
export function yuan(amount: bigint): Yuan {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as Yuan;
}

/** 人均补贴: paid ÷ paid person-times, to the fen, half up (spec 1). */
export const perHead = (paid: string, personTimes: number): Yuan | undefined =>
  personTimes > 0 ? yuan(divideHalfUp(fen(paid), BigInt(personTimes))) : undefined;
