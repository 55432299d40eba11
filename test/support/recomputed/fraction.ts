/** An exact fraction of whole numbers; the denominator is above 0. Written for the tests, so that they share no arithmetic with the program. */
export interface Fraction {
  n: bigint;
  d: bigint;
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b));

export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new Error(`${top} ÷ 0`);
  const common = divisor(top, bottom) || 1n;
  const sign = bottom < 0n ? -1n : 1n;
  return { n: (sign * top) / common, d: (sign * bottom) / common };
}

/** @param text a decimal number: 0.9, -12.50, 7 */
export function parsed(text: string): Fraction {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.');
  const value = fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return text.startsWith('-') ? minus(fraction(0), value) : value;
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
export const total = (values: Fraction[]): Fraction => values.reduce(plus, fraction(0));
export const isBelow = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
export const isZero = (a: Fraction): boolean => a.n === 0n;
export const absolute = (a: Fraction): Fraction => (a.n < 0n ? fraction(-a.n, a.d) : a);
export const smaller = (a: Fraction, b: Fraction): Fraction => (isBelow(b, a) ? b : a);
export const larger = (a: Fraction, b: Fraction): Fraction => (isBelow(a, b) ? b : a);

/** Half up, for values of 0 or more. */
export function shown(value: Fraction, decimals: number): string {
  if (value.n < 0n) throw new Error(`${value.n} ÷ ${value.d} is below 0`);
  const scaled = value.n * 10n ** BigInt(decimals);
  const [floor, rest] = [scaled / value.d, scaled % value.d];
  const digits = String(2n * rest >= value.d ? floor + 1n : floor).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
