import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisEnd, curveEnd } from './axis.ts';

describe('an axis', () => {
  it.each([
    [[100_000, 103_214], { max: 125_000, step: 25_000 }],
    [[1000], { max: 1000, step: 200 }],
    [[0], { max: 1, step: 1 }],
    [[], { max: 1, step: 1 }],
  ])('over %j', (values, end) => expect(axisEnd(values)).toEqual(end));

  it('holds every value in few whole steps', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000), { minLength: 1 }), (values) => {
        const { max, step } = axisEnd(values);
        expect(max).toBeGreaterThanOrEqual(Math.max(...values));
        expect(Number.isInteger(step)).toBe(true);
        expect(max % step).toBe(0);
        expect(max / step).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('the axis of the curve', () => {
  it('ends above the upper edge of the forecast’s band', () => {
    const month = {
      month: '2021-12',
      completed: null,
      cumulative: null,
      plan: 90,
      planGap: null,
      timeLine: 100,
    };
    const forecast = { value: 95, low: 80, high: 131 };
    expect(curveEnd([{ ...month, forecast }], 100).max).toBeGreaterThanOrEqual(131);
    expect(curveEnd([{ ...month, forecast: null }], 100).max).toBeGreaterThanOrEqual(100);
  });
});
