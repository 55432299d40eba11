import { ExcelDate } from './types.ts';

/** Built-in formats that Chinese Excel shows as dates or times; files refer to them by number only. */
const CHINESE_DATE_FORMATS = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const BUILT_IN_DATE_FORMATS = new Set([
  14,
  15,
  16,
  17,
  18,
  19,
  20,
  21,
  22,
  45,
  46,
  47,
  ...CHINESE_DATE_FORMATS,
]);

/** Whether a format that a file names by its number alone is a date or time. */
export const isBuiltInDate = (id: number): boolean => BUILT_IN_DATE_FORMATS.has(id);

const SECONDS_A_DAY = 86_400;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const AFTER_LAST_DAY = Date.UTC(10_000, 0, 1);
/** 1900-02-29, which does not exist: Excel counts it, so that earlier days are one after their serial number. */
const PHANTOM_DAY = 60;

/**
 * The date of a serial number of a workbook, to the second; the number itself if it is no date.
 * @param serial days since the epoch, the time as a fraction
 * @param since1904 whether the workbook counts from 1904
 */
export function excelDate(serial: number, since1904: boolean): ExcelDate | number {
  if (serial < (since1904 ? 0 : 1)) return serial;
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const day = Math.floor(seconds / SECONDS_A_DAY);
  if (!since1904 && day === PHANTOM_DAY) return serial;
  const shift = !since1904 && day < PHANTOM_DAY ? SECONDS_A_DAY : 0;
  const instant = (since1904 ? EPOCH_1904 : EPOCH_1900) + (seconds + shift) * 1000;
  if (!(instant < AFTER_LAST_DAY)) return serial;
  const [date = '', time = ''] = new Date(instant).toISOString().split('T');
  return new ExcelDate(seconds % SECONDS_A_DAY === 0 ? date : `${date} ${time.slice(0, 8)}`);
}
