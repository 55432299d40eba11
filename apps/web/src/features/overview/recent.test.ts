import type { MonthRow } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { recentMean, wholeMonths } from './recent.ts';

const month = (name: string, completed: number | null): MonthRow => ({
  month: name,
  completed,
  cumulative: null,
  plan: null,
  timeLine: null,
  forecast: null,
});
const months = [
  month('2019-12', null),
  month('2020-01', 100),
  month('2020-02', 50),
  month('2020-03', 201),
  month('2020-04', 900),
];

describe('the recent mean', () => {
  it('takes the last three months that are over', () => {
    expect(recentMean(months, '2020-03-31')).toBe(117);
    expect(recentMean(months, '2020-04-29')).toBe(117);
    expect(recentMean(months, '2020-04-30')).toBe(384);
  });

  it('is unknown where one of them is', () => {
    expect(recentMean(months, '2020-02-29')).toBeUndefined();
    expect(recentMean([], '2020-02-29')).toBeUndefined();
  });

  it('knows leap years', () => {
    expect(wholeMonths(months, '2020-02-28').map((one) => one.month)).toEqual(['2019-12', '2020-01']);
    expect(wholeMonths(months, '2020-02-29')).toHaveLength(3);
  });
});
