import { z } from 'zod';
import { UserError } from './errors.ts';

const Day = z.iso.date();

/**
 * An as-of date as a user gives it, checked.
 * @throws UserError if it is not a date (YYYY-MM-DD)
 */
export function asOfDate(text: string | undefined): string | undefined {
  if (text === undefined || Day.safeParse(text).success) return text;
  throw new UserError({
    zh: `截至日期“${text}”不是有效日期，请写成 2021-06-30`,
    en: `"${text}" is not a date: write it like 2021-06-30`,
  });
}
