import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attainment,
  divideHalfUp,
  elapsedDays,
  fen,
  gap,
  missing,
  monthsLeft,
  pace,
  perHead,
  ratio,
  requiredPerMonth,
  yuan,
} from './derive.ts';

const PERIOD = [{ from: '2019-01-01', until: '2021-12-31' }];
const THRESHOLDS = { ahead: 0, onTrack: -5, behind: -15 };

describe('ratios', () => {
  it.each([
    [24_387, 100_000, 0.24387],
    [1, 3, 0.333333],
    [2, 3, 0.666667],
    [1, 2_000_000, 0.000001],
    [0, 5, 0],
  ])('%d of %d is %d', (part, whole, expected) => expect(ratio(part, whole)).toBe(expected));

  it('are undefined for a zero denominator', () => expect(ratio(3, 0)).toBeUndefined());

  it('rounds half up, also below zero', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1n, 10n ** 9n), (a, b) => {
        const rounded = divideHalfUp(a, b);
        // rounded − ½ ≤ a ÷ b < rounded + ½
        expect(2n * a >= (2n * rounded - 1n) * b).toBe(true);
        expect(2n * a < (2n * rounded + 1n) * b).toBe(true);
      }),
    );
  });
});

describe('time progress', () => {
  it.each([
    ['2018-12-31', 0],
    ['2019-01-01', 0.000912],
    ['2020-12-31', 0.666971],
    ['2021-06-30', 0.832117],
    ['2021-12-31', 1],
    ['2022-03-01', 1],
  ])('on %s is %d', (asOf, expected) => {
    const { elapsed, all } = elapsedDays(PERIOD, asOf);
    expect(ratio(elapsed, all)).toBe(expected);
  });

  it('counts the days of non-adjacent years', () => {
    const years = [2019, 2021].map((year) => ({ from: `${year}-01-01`, until: `${year}-12-31` }));
    expect(elapsedDays(years, '2020-06-30')).toEqual({ elapsed: 365, all: 730 });
  });
});

describe('pace', () => {
  it.each([
    [0, '领先'],
    [-0.0001, '正常'],
    [-5, '正常'],
    [-5.0001, '滞后'],
    [-15, '滞后'],
    [-15.0001, '严重滞后'],
  ])('a gap of %d points is %s', (gap, word) => expect(pace(gap, THRESHOLDS)).toBe(word));

  it('is in percentage points with four decimals', () => expect(gap(0.3359, 0.666971)).toBe(-33.1071));
});

describe('required per month', () => {
  it.each([
    [100_000, 67_412, '2021-06-30', 5432],
    [100, 99, '2021-11-30', 1],
    [100, 100, '2021-06-30', '已完成'],
    [100, 120, '2022-06-30', '已完成'],
    [100, 99, '2021-12-01', '已到期'],
    [100, 99, '2022-02-01', '已到期'],
  ])('of %d with %d on %s is %s', (target, completed, asOf, expected) =>
    expect(requiredPerMonth(target, completed, monthsLeft(asOf, '2021-12-31'))).toBe(expected),
  );
});

describe('an approximate target', () => {
  it.each([
    [260, 1000, '达成'],
    [259, 1000, '基本达成'],
    [250, 1000, '基本达成'],
    [249_999, 1_000_000, '未达成'],
  ])('%d of %d: %s', (part, whole, word) => expect(attainment(part, whole, '0.26', '0.01')).toBe(word));

  it('is reached with exactly the missing number of workers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 7 }),
        fc.integer({ min: 0, max: 10 ** 7 }),
        (whole, some) => {
          const part = Math.min(some, whole);
          const more = missing(part, whole, '0.26');
          expect(attainment(part + more, whole, '0.26', '0')).toBe('达成');
          if (more > 0) expect(attainment(part + more - 1, whole, '0.26', '0')).toBe('未达成');
        },
      ),
    );
  });
});

describe('money', () => {
  it('keeps every fen', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), (amount) => {
        expect(fen(yuan(amount))).toBe(amount);
      }),
    );
  });

  it.each([
    ['100.00', 3, '33.33'],
    ['0.05', 2, '0.03'],
    ['22315307.02', 18_022, '1238.23'],
  ])('%s over %d is %s a head', (paid, personTimes, expected) =>
    expect(perHead(paid, personTimes)).toBe(expected),
  );

  it('per head is undefined without persons', () => expect(perHead('1.00', 0)).toBeUndefined());
});
