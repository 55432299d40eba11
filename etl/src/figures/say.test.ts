import type { FigureUnit, FigureValues } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { figureInWords } from './say.ts';

describe('a figure in a sentence', () => {
  it.each<[unknown, FigureUnit, string]>([
    [43_783, 'personTimes', '43,783 人次'],
    [0.67412, 'fraction', '67.4%'],
    [0.6745, 'fraction', '67.5%'],
    [-16.25, 'points', '-16.3 个百分点'],
    [25.4, 'points', '+25.4 个百分点'],
    ['14329450.00', 'yuan', '1,432.95 万元'],
    ['-50.00', 'yuan', '-0.01 万元'],
    ['0.00', 'yuan', '0.00 万元'],
    ['滞后', 'word', '滞后'],
    [
      { value: 98_000, low: 1, high: 2, level: 0.8, method: { zh: '', en: '' }, backtestError: null },
      'personTimes',
      '98,000 人次',
    ],
  ])('%j in %s is %s', (value, unit, text) => {
    expect(figureInWords(value as FigureValues[keyof FigureValues] & {}, unit)).toBe(text);
  });
});
