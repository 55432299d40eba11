/** Points are decimal texts with at most two decimals; they are added and compared as whole hundredths. */
const POINTS = /^\d{1,4}(\.\d{1,2})?$/;

/** Hundredths of a point; null if the text is not a number of zero or more with at most two decimals. */
export function hundredths(text: string): number | null {
  const trimmed = text.trim();
  if (!POINTS.test(trimmed)) return null;
  const [whole = '0', part = ''] = trimmed.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** Hundredths as a text with two decimals. */
export const pointsText = (value: number): string => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
