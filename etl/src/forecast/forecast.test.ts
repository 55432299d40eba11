import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, monthsAfter } from './forecast.ts';

const series = (start: string, values: number[]) =>
  [start, ...monthsAfter(start, '2030-12')]
    .slice(0, values.length)
    .map((month, index) => ({ month, completed: values[index] ?? 0 }));

describe('the forecast', () => {
  it('continues a constant series, with a zero interval', () => {
    const past = series(
      '2020-01',
      Array.from({ length: 18 }, () => 100),
    );
    const result = forecast(past, { month: '2021-06', remaining: 0 }, 1800, '2021-12', 0.8);
    expect(result?.figure).toMatchObject({ value: 2400, low: 2400, high: 2400, backtestError: 0 });
    expect(result?.points.at(-1)?.month).toBe('2021-12');
  });

  it('uses the season from two years on, and says so', () => {
    const year = [10, 10, 40, 80, 120, 120, 80, 80, 100, 120, 120, 40];
    const past = series('2019-01', [...year, ...year]);
    const flat = forecast(past.slice(12), { month: '2020-12', remaining: 0 }, 0, '2021-01', 0.8);
    const seasonal = forecast(past, { month: '2020-12', remaining: 0 }, 0, '2021-01', 0.8);
    expect(seasonal?.figure.value).toBeLessThan(flat?.figure.value ?? 0);
    expect(seasonal?.figure.method.zh).toContain('季节');
  });

  it('is the number completed once the period is over', () => {
    expect(forecast([], { month: '2022-03', remaining: 0.5 }, 45_534, '2021-12', 0.8)?.figure).toMatchObject({
      value: 45_534,
      low: 45_534,
      high: 45_534,
    });
  });

  it('is absent with fewer than three months', () => {
    expect(
      forecast(series('2021-01', [10, 20]), { month: '2021-03', remaining: 0.5 }, 30, '2021-12', 0.8),
    ).toBeUndefined();
  });

  it('is within its interval, and never below the number completed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { minLength: 3, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(100_000),
        (values, remaining, completed) => {
          const result = forecast(
            series('2019-01', values),
            { month: '2021-06', remaining },
            completed,
            '2021-12',
            0.8,
          );
          const { value, low, high } = result?.figure ?? { value: -1, low: 0, high: 0 };
          expect(low).toBeLessThanOrEqual(value);
          expect(value).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(completed);
        },
      ),
    );
  });
});
