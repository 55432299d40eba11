import { toYuan, Yuan } from '@skill-ledger/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareYuan,
  formatAnyYuan,
  formatMoney,
  formatYuan,
  groupYuan,
  shareOf,
  subtractYuan,
} from './money.ts';

const yuan = (text: string): Yuan => Yuan.parse(text);

describe('money on screen', () => {
  it.each([
    ['1432946.01', '143.29', '1.43', '1,432,946.01'],
    ['50.00', '0.01', '0.00', '50.00'],
    ['49.99', '0.00', '0.00', '49.99'],
    ['-1234567890.50', '−123,456.79', '−1,234.57', '−1,234,567,890.50'],
  ])('money %s', (text, wan, million, exact) => {
    expect(formatMoney(yuan(text), 'zh')).toBe(wan);
    expect(formatMoney(yuan(text), 'en')).toBe(million);
    expect(formatYuan(yuan(text))).toBe(exact);
  });

  it.each([
    ['100', '100.00'],
    ['100.5', '100.50'],
    ['-0.05', '−0.05'],
    ['1432946.01', '1,432,946.01'],
    ['one', 'one'],
    ['1.234', '1.234'],
  ])('takes %s for as many yuan as it says, however it is written', (text, shown) =>
    expect(formatAnyYuan(text)).toBe(shown),
  );

  it('takes no other text for money', () => {
    for (const text of ['100', '100.5', '1e3', '', '١.٠٠']) expect(Yuan.safeParse(text).success).toBe(false);
    expect(toYuan('1.234')).toBeUndefined();
  });

  it('shows every fen of any amount', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 99 }),
        (whole, part) => {
          const text = `${whole}.${String(part).padStart(2, '0')}`;
          expect(formatYuan(yuan(text)).replaceAll(',', '').replace('−', '-')).toBe(text);
        },
      ),
    );
  });

  it('measures bars', () => {
    expect(shareOf(yuan('25.00'), yuan('100.00'))).toBe(0.25);
    expect(shareOf(yuan('1.00'), yuan('0.00'))).toBe(0);
  });

  it('subtracts to the fen', () => {
    expect(subtractYuan(yuan('3.10'), yuan('0.20'))).toBe('2.90');
    expect(subtractYuan(yuan('0.20'), yuan('3.10'))).toBe('-2.90');
    expect(subtractYuan(yuan('5.00'), yuan('5.00'))).toBe('0.00');
  });

  it('orders amounts by value, not by text', () => {
    expect(['9.00', '-10.00', '100.00', '10.50'].map(yuan).toSorted(compareYuan)).toEqual([
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
