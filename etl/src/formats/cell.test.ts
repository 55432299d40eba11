import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, isFilled, MISSING_VALUES, moneyCellText, normalise, numericCellText } from './cell.ts';
import { ExcelDate, ExcelError, MissingValue, ShownCell } from './types.ts';

describe('text of a cell', () => {
  test.each([
    [0, '0'],
    [-12.5, '-12.5'],
    [0.1 + 0.2, '0.3'],
    [0.0000001, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e-25, `0.${'0'.repeat(24)}1`],
    [999_999_999_999_999, '999999999999999'],
    [1e15, '1E+15'],
    [330_782_198_412_121_000, '3.30782198412121E+17'],
    ['　张 三\n', '　张 三\n'],
    [new ExcelDate('2020-03-05 10:20:00'), '2020-03-05 10:20:00'],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%s is %s', (cell, text) => expect(cellText(cell)).toBe(text));

  test('numbers below 10^15 stand without exponent and keep fifteen digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
        fc.pre(Math.abs(value) < 999_999_999_999_999);
        const text = cellText(value) ?? '';
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(Number(value.toPrecision(15)) + 0);
      }),
    );
  });
});

describe('amounts', () => {
  test.each([
    [1500.1000000001, '1500.1'],
    [1500.100001, '1500.1'],
    [1500.100002, '1500.100002'],
    [1499.9999999, '1500'],
    [0.004, '0.004'],
    ['1500.1000000001', '1500.1000000001'],
    [1e16, '1E+16'],
  ])('%s is %s', (cell, text) => expect(moneyCellText(cell)).toBe(text));

  test('whatever arithmetic left behind the fen, the fen come out', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000_000 });
    const noise = fc.double({ min: -9e-7, max: 9e-7, noNaN: true });
    fc.assert(
      fc.property(fen, noise, (amount, error) => {
        const exact = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
        expect(moneyCellText(amount / 100 + error)).toBe(exact.replace(/0$/, '').replace(/\.0$/, ''));
      }),
    );
  });
});

test.each([
  ['张　三', '张三'],
  ['（Ａ１～！）', '(A1~!)'],
  [' a\u00A0b\r\n\tc\u200Bd\uFEFF', 'abcd'],
  ['a\u2005b\u202Fc\u00ADd\u200Ee\u202Af\u2028g\u2029h', 'abcdefgh'],
])('normalised, %j is %s', (text, normal) => expect(normalise(text)).toBe(normal));

test.each([
  [' \u00A0\u200B　\n', false],
  ['\u00AD\u200E\u2028', false],
  ['', false],
  [null, false],
  [0, true],
  ['-', true],
])('%j is filled: %s', (cell, filled) => expect(isFilled(cell)).toBe(filled));

test.each([
  [new ShownCell(7, 'YW2020010007', null), 'YW2020010007', 'YW2020010007'],
  [new ShownCell(7, '00007', 7), '00007', '7'],
  [new ShownCell(0.95, '95%', null), '95%', '95%'],
  [new ShownCell(0, '', 0), null, '0'],
  [new ExcelError('#N/A'), '#N/A', '#N/A'],
  [new MissingValue('formula'), MISSING_VALUES.formula, MISSING_VALUES.formula],
])('%o is shown as %s and as a number reads %s', (cell, shown, number) => {
  expect(cellText(cell)).toBe(shown);
  expect(numericCellText(cell)).toBe(number);
});
