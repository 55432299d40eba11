import { z } from 'zod';

/**
 * An amount in yuan with two decimals ("1432946.01"): the only form of money in the API and on pages. Other texts are not
 * assignable to `Yuan`; convert them with `toYuan`.
 */
export const Yuan = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .brand<'Yuan'>();
export type Yuan = z.infer<typeof Yuan>;

/** An amount as entered by a user: digits, at most two decimals. */
export const TypedYuan = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/);

/** Parses an amount, also "100" and "100.5"; undefined if the text is none. */
export function toYuan(text: string): Yuan | undefined {
  const [, sign = '', whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : (`${sign}${BigInt(whole)}.${part.padEnd(2, '0')}` as Yuan);
}

/** Nothing. */
export const NO_YUAN = '0.00' as Yuan;

/** In fen, exactly. */
export const fenOf = (yuan: Yuan): bigint => BigInt(yuan.replace('.', ''));
