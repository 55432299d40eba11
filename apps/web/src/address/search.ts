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
 * What every page keeps in its address. Dates and filter values go to the server as they are typed:
 * it knows what is valid and says what is wrong; only the language is settled here.
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

/** `?domain=a,b` → plain texts; lists are split by the schema of the route that knows them. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));

/** Lists joined by commas, Chinese left to the browser's own encoding: an address that can be read and sent on. */
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
