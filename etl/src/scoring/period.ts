import { UserError } from '../base/errors.ts';

/** A period of evaluation (spec 4, "Periods"). */
export interface Period {
  id: string;
  /** First and last day, YYYY-MM-DD. */
  from: string;
  to: string;
  /** Number of twelfths of the quota and budget of its years that belong to it. */
  twelfths: number;
  kind: 'annual' | 'monitoring' | 'final';
  years: number[];
}

/** Last day of the part of a year, and its twelfths. */
const PARTS: Record<string, { end: string; twelfths: number }> = {
  Q1: { end: '03-31', twelfths: 3 },
  H1: { end: '06-30', twelfths: 6 },
  Q3: { end: '09-30', twelfths: 9 },
};

/** First and last day of a programme's counting period. */
export interface CountingPeriod {
  from: string;
  until: string;
}

/**
 * The period of an id: `2020`, `2020Q1`, `2020H1`, `2020Q3`, or the counting period such as `2019-2021`.
 * @throws UserError listing the available periods
 */
export function periodOf(id: string, counting: CountingPeriod): Period {
  const period = periodsOf(counting).find((one) => one.id === id);
  if (period) return period;
  const known = periodsOf(counting).map((one) => one.id);
  throw new UserError({
    zh: `没有评价期“${id}”；可选：${known.join('、')}`,
    en: `there is no period "${id}"; choose from: ${known.join(', ')}`,
  });
}

/** Every period of a programme: the years, their parts, and the counting period as a whole. */
export function periodsOf({ from, until }: CountingPeriod): Period[] {
  const [first, last] = [yearOf(from), yearOf(until)];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const whole: Period = {
    id: `${first}-${last}`,
    from,
    to: until,
    twelfths: 12,
    kind: 'final',
    years,
  };
  return [...years.flatMap(periodsOfYear), ...(years.length > 1 ? [whole] : [])];
}

function periodsOfYear(year: number): Period[] {
  const from = `${year}-01-01`;
  const parts = Object.entries(PARTS).map(
    ([name, { end, twelfths }]): Period => ({
      id: `${year}${name}`,
      from,
      to: `${year}-${end}`,
      twelfths,
      kind: 'monitoring',
      years: [year],
    }),
  );
  return [
    ...parts,
    { id: String(year), from, to: `${year}-12-31`, twelfths: 12, kind: 'annual', years: [year] },
  ];
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** The last days of the quarters between two days, both included. */
export function quarterEnds(from: string, until: string): string[] {
  const ends: string[] = [];
  for (let year = yearOf(from); year <= yearOf(until); year += 1) {
    for (const end of ['03-31', '06-30', '09-30', '12-31']) ends.push(`${year}-${end}`);
  }
  return ends.filter((end) => end >= from && end <= until);
}

/** Days from one day to another, both counted. */
export const daysBetween = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
