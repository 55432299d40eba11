import type { Language } from '@skill-ledger/contracts';

/** A real minus, as wide as a plus. */
export const MINUS = '\u2212';
/** Keeps a number and its unit on one line. */
const NARROW_SPACE = '\u202f';

/** "1234567" → "1,234,567". */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** Half up, away from zero for negatives, so that −x reads as x with a sign. */
const roundHalfUp = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** 67412 → "67,412". */
export const formatCount = (count: number): string =>
  `${count < 0 ? MINUS : ''}${grouped(String(Math.abs(Math.trunc(count))))}`;

/** Tenths without the float's tail: 674 → "67.4". */
const tenths = (value: number): string => {
  const digits = String(Math.abs(value)).padStart(2, '0');
  return `${grouped(digits.slice(0, -1))}.${digits.slice(-1)}`;
};

/** 0.674120 → "67.4 %". Ratios carry six decimals; rounded half up. */
export function formatPercent(fraction: number): string {
  const rounded = roundHalfUp(roundHalfUp(fraction * 1e6) / 1e3);
  return `${rounded < 0 ? MINUS : ''}${tenths(rounded)}${NARROW_SPACE}%`;
}

/** 0.26 → "26 %": targets as the decree writes them, without decimals. */
export const formatYardstick = (fraction: number): string => formatPercent(fraction).replace('.0', '');

/** −15.93 → "−15.9": percentage points with their sign; nothing before a zero. */
export function formatPoints(points: number): string {
  const rounded = roundHalfUp(roundHalfUp(points * 1e4) / 1e3);
  if (rounded === 0) return '0.0';
  return `${rounded < 0 ? MINUS : '+'}${tenths(rounded)}`;
}

/** Ten-thousandths without trailing zeros: 669970 → "66.997". */
function exactly(value: number): string {
  const digits = String(Math.abs(value)).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '');
  return `${value < 0 ? MINUS : ''}${grouped(digits.slice(0, -4))}${decimals && `.${decimals}`}`;
}

/** 0.669970 → "66.997 %": all six decimals a ratio carries. */
export const formatExactPercent = (fraction: number): string =>
  `${exactly(roundHalfUp(fraction * 1e6))}${NARROW_SPACE}%`;

/** −16.2147 → "−16.2147": all four decimals a gap carries. */
export const formatExactPoints = (points: number): string => exactly(roundHalfUp(points * 1e4));

/** Distance in percentage points, without a sign: for sentences that say "behind" or "ahead" in words. */
export const formatDistance = (points: number): string => formatPoints(points).replace(/^[+\u2212]/, '');

const DAY: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
};
const MONTH: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', timeZone: 'UTC' }),
};
const INSTANT: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }),
};

/** "2021-06-30" → "2021年6月30日" / "30 Jun 2021"; other text is returned unchanged. */
export function formatDay(day: string, language: Language): string {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(instant) ? day : DAY[language].format(instant);
}

/** "2021-06" → "2021年6月" / "Jun 2021". */
export const formatMonth = (month: string, language: Language): string =>
  MONTH[language].format(Date.parse(`${month}-01T00:00:00Z`));

/** An instant in the time of the programme's city. */
export const formatInstant = (instant: number | string, language: Language): string =>
  INSTANT[language].format(new Date(instant));
