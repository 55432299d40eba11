import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareYuan, formatMoney, formatYuan, groupYuan, shareOf, subtractYuan } from './money.ts';

describe('money on screen', () => {
  it.each([
    ['1432946.01', '143.29', '1.43', '1,432,946.01'],
    ['50.00', '0.01', '0.00', '50.00'],
    ['49.99', '0.00', '0.00', '49.99'],
    ['-1234567890.50', '−123,456.79', '−1,234.57', '−1,234,567,890.50'],
  ])('money %s', (yuan, wan, million, exact) => {
    expect(formatMoney(yuan, 'zh')).toBe(wan);
    expect(formatMoney(yuan, 'en')).toBe(million);
    expect(formatYuan(yuan)).toBe(exact);
  });

  it('shows every fen of any amount', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, part) => {
          const yuan = `${whole}.${String(part).padStart(2, '0')}`;
          expect(formatYuan(yuan).replaceAll(',', '').replace('−', '-')).toBe(
            yuan === '-0.00' ? '0.00' : yuan,
          );
        },
      ),
    );
  });

  it('measures bars', () => {
    expect(shareOf('25.00', '100.00')).toBe(0.25);
    expect(shareOf('1.00', '0.00')).toBe(0);
  });

  it('subtracts to the fen', () => {
    expect(subtractYuan('3.10', '0.20')).toBe('2.90');
    expect(subtractYuan('0.20', '3.10')).toBe('-2.90');
    expect(subtractYuan('5.00', '5.00')).toBe('0.00');
  });

  it('orders amounts by value, not by text', () => {
    expect(['9.00', '-10.00', '100.00', '10.50'].toSorted(compareYuan)).toEqual([
      '-10.00',
      '9.00',
      '10.50',
      '100.00',
    ]);
  });

  it.each([
    ['多发：实发 43000.00 元，应发 999.00 元', '多发：实发 43,000.00 元，应发 999.00 元'],
    ['FF00021383 · 2020-05-17 · 12345.678', 'FF00021383 · 2020-05-17 · 12345.678'],
  ])('groups the amounts within %s', (sentence, grouped) => expect(groupYuan(sentence)).toBe(grouped));
});
