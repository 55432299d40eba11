import { describe, expect, it } from 'vitest';
import { recentMonths } from './series.ts';
import type { Yardsticks } from './yardstick.ts';

const months = [
  { month: '2020-01', completed: 100 },
  { month: '2020-02', completed: 50 },
  { month: '2020-03', completed: 201 },
  { month: '2020-04', completed: 900 },
];
const known: Partial<Yardsticks> = {
  period: { from: '2019-01-01', until: '2021-12-31' },
  baselineYears: [2019],
};
const yardsticks = known as Yardsticks;
const at = (asOf: string) =>
  recentMonths({ scope: { asOf, snapshot: '1', filters: {} }, yardsticks, months })?.completed;

describe('the recent months', () => {
  it('takes the last three months that are over', () => {
    expect(at('2020-03-31')).toBe(351);
    expect(at('2020-04-29')).toBe(351);
    expect(at('2020-04-30')).toBe(1151);
  });

  it('counts a quiet month as nothing', () => expect(at('2020-05-31')).toBe(1101));

  it('knows no months of a baseline year', () => expect(at('2020-02-29')).toBeUndefined());

  it('stays with the last months of the period once that is over', () => expect(at('2022-06-30')).toBe(0));
});
