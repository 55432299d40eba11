import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDay,
  formatDistance,
  formatInstant,
  formatMonth,
  formatPercent,
  formatPoints,
  formatYardstick,
} from './format.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('numbers on screen', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [67412, '67,412'],
    [1030000, '1,030,000'],
    [-1200, '−1,200'],
  ])('count %s → %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [0, '0.0 %'],
    [0.67412, '67.4 %'],
    [0.6745, '67.5 %'],
    [0.289995, '29.0 %'],
    [1.175, '117.5 %'],
    [-0.0005, '−0.1 %'],
  ])('fraction %s → %s', (fraction, text) => expect(plain(formatPercent(fraction))).toBe(text));

  it.each([
    [0.26, '26 %'],
    [0.265, '26.5 %'],
    [1, '100 %'],
  ])('yardstick %s → %s', (fraction, text) => expect(plain(formatYardstick(fraction))).toBe(text));

  it.each([
    [-15.9256, '−15.9', '15.9'],
    [2.05, '+2.1', '2.1'],
    [-0.04, '0.0', '0.0'],
    [0, '0.0', '0.0'],
  ])('points %s → %s', (points, signed, distance) => {
    expect(formatPoints(points)).toBe(signed);
    expect(formatDistance(points)).toBe(distance);
  });
});

describe('days and months', () => {
  it('are written in the language', () => {
    expect(formatDay('2021-06-30', 'zh')).toBe('2021年6月30日');
    expect(formatDay('2021-06-30', 'en')).toBe('30 Jun 2021');
    expect(formatMonth('2021-06', 'zh')).toBe('2021年6月');
    expect(formatMonth('2021-06', 'en')).toBe('Jun 2021');
  });

  it('leave what is no day alone', () => expect(formatDay('2021-13-01', 'zh')).toBe('2021-13-01'));

  it('stand in the time of the city', () =>
    expect(formatInstant('2021-06-30T18:30:00Z', 'en')).toBe('1 Jul 2021, 02:30'));
});
