import type { MonthRow } from '@skill-ledger/contracts';

/** Last calendar day of a month: "2021-02" → "2021-02-28". */
const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** Months that were over on the as-of date. */
export const wholeMonths = <M extends Pick<MonthRow, 'month'>>(months: M[], asOf: string): M[] =>
  months.filter(({ month }) => lastDayOf(month) <= asOf);
