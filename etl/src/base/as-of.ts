import { Day } from '@skill-ledger/contracts';
import { UserError } from './errors.ts';

/**
 * An as-of date as a user gives it, checked.
 * @throws UserError if it is not a date (YYYY-MM-DD) of the years 1900 to 2100
 */
export function asOfDate(text: string | undefined): string | undefined {
  if (text === undefined || Day.safeParse(text).success) return text;
  throw new UserError({
    zh: `截至日期“${text}”不是有效日期（1900 至 2100 年），请写成 2021-06-30`,
    en: `"${text}" is not a date of the years 1900 to 2100: write it like 2021-06-30`,
  });
}
