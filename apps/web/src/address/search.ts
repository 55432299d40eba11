import { FILTERS } from '@skill-ledger/contracts';
import { z } from 'zod';

const Values = z
  .union([z.string(), z.array(z.string())])
  .transform((raw) => [
    ...new Set(
      (Array.isArray(raw) ? raw : raw.split(','))
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    ),
  ])
  .transform((values) => (values.length > 0 ? values : undefined))
  .optional()
  .catch(undefined);

/**
 * Search parameters of every page. Dates and filter values are sent to the server unchanged:
 * it validates them and reports errors; only the language is resolved here.
 */
export const AddressSearch = z.object({
  lang: z.literal('en').optional().catch(undefined),
  asOf: z.string().min(1).optional().catch(undefined),
  ...(Object.fromEntries(FILTERS.map((name) => [name, Values])) as Record<
    (typeof FILTERS)[number],
    typeof Values
  >),
});
export type AddressSearch = z.infer<typeof AddressSearch>;

/** `?domain=a,b` → plain texts; lists are split by the schema of their route. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));

/** Lists joined by commas, Chinese encoded by the browser: an address that is readable and can be shared. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    const text = values
      .filter((one) => one !== undefined && one !== '')
      .map((one) => encodeURIComponent(String(one)));
    return text.length > 0 ? [`${encodeURIComponent(name)}=${text.join(',')}`] : [];
  });
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
