import Fraction from 'fraction.js';

/** An exact number: only points are rounded. */
export type Exact = Fraction;

export const exact = (value: string | number | bigint, divisor: string | number | bigint = 1): Exact =>
  new Fraction(value).div(new Fraction(divisor));

export const ZERO = exact(0);

export const sumOf = (values: Exact[]): Exact => values.reduce((sum, value) => sum.add(value), ZERO);

export const least = (a: Exact, b: Exact): Exact => (a.compare(b) <= 0 ? a : b);
export const greatest = (a: Exact, b: Exact): Exact => (a.compare(b) >= 0 ? a : b);

/** Rounded half up (away from zero) to this many decimals, keeping trailing zeros. */
export function fixed(value: Exact, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const digits = ((2n * value.n * scale + value.d) / (2n * value.d)).toString().padStart(decimals + 1, '0');
  const sign = value.s < 0n && /[1-9]/.test(digits) ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Rounded half up to the hundredth of a point, still exact. */
export const toHundredth = (value: Exact): Exact => exact(fixed(value, 2));

/** The number as a decimal text without trailing zeros; only for numbers with a finite one. */
export function decimal(value: Exact): string {
  for (let decimals = 0; decimals <= 12; decimals += 1) {
    const text = fixed(value, decimals);
    if (exact(text).equals(value)) return text;
  }
  return fixed(value, 12);
}

/** Yuan: at least two decimals. */
export const money = (value: Exact): string => {
  const text = decimal(value);
  const decimals = text.split('.')[1]?.length ?? 0;
  return decimals >= 2 ? text : fixed(value, 2);
};

/** The value rounded up to this many decimals. */
export const ceiling = (value: Exact, decimals: number): Exact => value.ceil(decimals);
