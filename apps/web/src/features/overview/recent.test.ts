import { describe, expect, it } from 'vitest';
import { wholeMonths } from './recent.ts';

describe('whole months', () => {
  it('are those that were over on the day, in leap years too', () => {
    const months = [{ month: '2020-01' }, { month: '2020-02' }, { month: '2020-03' }];
    const over = (asOf: string) => wholeMonths(months, asOf).map(({ month }) => month);
    expect(over('2020-02-28')).toEqual(['2020-01']);
    expect(over('2020-02-29')).toEqual(['2020-01', '2020-02']);
    expect(over('2020-03-31')).toEqual(['2020-01', '2020-02', '2020-03']);
  });
});
