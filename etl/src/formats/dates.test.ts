import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText } from './cell.ts';
import { excelDate } from './dates.ts';
import { NumberFormat } from './number-format.ts';
import { ExcelDate } from './types.ts';

const isDateFormat = (id: number, code: string | undefined): boolean =>
  new NumberFormat(id, code).show(43_895, false) instanceof ExcelDate;

describe('formats that show a date', () => {
  test.each([
    [14, undefined],
    [22, undefined],
    [28, undefined],
    [31, undefined],
    [58, undefined],
    [176, 'yyyy"年"m"月"d"日"'],
    [177, '[$-804]yyyy/m/d;@'],
    [179, 'm/d'],
    [181, 'ymmdd hh:mm'],
    [183, '[红色]d-mmm-yy'],
    [27, 'yyyy-m-d'],
    [27, undefined],
    [57, undefined],
    [17, undefined],
    [188, '[DBNum1][$-804]yyyy"年"m"月"'],
  ])('%s %s', (id, code) => expect(isDateFormat(id, code)).toBe(true));

  test.each([
    [0, undefined],
    [2, undefined],
    [10, undefined],
    [37, undefined],
    [49, undefined],
    [59, undefined],
    [164, undefined],
    [176, 'General'],
    [177, '0.00_);[Red]\\(0.00\\)'],
    [178, '#,##0"days"'],
    [179, '[$¥-804]#,##0.00'],
    [180, '0\\d'],
    [181, '@'],
    [182, '[>=100]0;[Yellow]0.0'],
    [183, '0;yyyy'],
    [20, undefined],
    [45, undefined],
    [184, 'h:mm:ss'],
    [185, '[h]:mm'],
    [186, 'aaaa'],
    [187, '[$-F800]dddd'],
    [189, 'yyyy'],
  ])('not %s %s', (id, code) => expect(isDateFormat(id, code)).toBe(false));
});

test.each([
  [17, undefined, false],
  [188, 'yyyy"年"m"月"', false],
  [57, undefined, true],
  [31, undefined, true],
])('the first of a month as %s %s: whether it is a date: %s', (id, code, isDate) => {
  expect(new NumberFormat(id, code).show(43_891, false) instanceof ExcelDate).toBe(isDate);
});

describe('the date of a serial', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [43_895, false, '2020-03-05'],
    [43_895.430_555_555_56, false, '2020-03-05 10:20:00'],
    [43_895.999_999, false, '2020-03-06'],
    [2_958_465, false, '9999-12-31'],
    [0, true, '1904-01-01'],
    [42_433, true, '2020-03-05'],
  ])('%s (1904: %s) is %s', (serial, since1904, text) => {
    expect(cellText(excelDate(serial, since1904))).toBe(text);
  });

  test.each([
    [0, false],
    [0.5, false],
    [60, false],
    [60.25, false],
    [-1, true],
    [2_958_466, false],
    [2_958_465.999_999_9, false],
    [2_957_004, true],
    [1e300, false],
  ])('%s (1904: %s) is a plain number', (serial, since1904) => {
    expect(excelDate(serial, since1904)).toBe(serial);
  });

  test('every second of the calendar comes back', () => {
    const seconds = fc.integer({ min: Date.UTC(1900, 2, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const expected = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
        const serial = (second * 1000 - Date.UTC(1899, 11, 30)) / 86_400_000;
        expect(cellText(excelDate(serial, false))).toBe(expected.replace(' 00:00:00', ''));
      }),
    );
  });
});
