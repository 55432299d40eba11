import { describe, expect, it } from 'vitest';
import { daysBetween, periodOf, quarterEnds } from './period.ts';

const counting = { from: '2019-01-01', until: '2021-12-31' };

describe('periods', () => {
  it.each([
    ['2020', '2020-01-01', '2020-12-31', 12],
    ['2020Q1', '2020-01-01', '2020-03-31', 3],
    ['2020H1', '2020-01-01', '2020-06-30', 6],
    ['2021Q3', '2021-01-01', '2021-09-30', 9],
    ['2019-2021', '2019-01-01', '2021-12-31', 12],
  ])('%s is %s … %s', (id, from, to, twelfths) => {
    expect(periodOf(id, counting)).toMatchObject({ from, to, twelfths });
  });

  it.each(['2018', '2020Q2', '2020H2', 'Q1', '2020-2021', ''])(
    '%s is none, and those there are are named',
    (id) => {
      expect(() => periodOf(id, counting)).toThrow('2020H1');
    },
  );

  it('counts both ends', () => {
    expect(daysBetween('2020-01-01', '2020-12-31')).toBe(366);
    expect(daysBetween('2021-01-01', '2021-03-31')).toBe(90);
  });

  it('knows the quarter ends between two days', () => {
    expect(quarterEnds('2020-01-01', '2020-06-29')).toEqual(['2020-03-31']);
    expect(quarterEnds('2020-10-01', '2021-03-31')).toEqual(['2020-12-31', '2021-03-31']);
  });
});
