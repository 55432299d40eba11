import { z } from 'zod';

const PARTS = ['curve', 'domains', 'funds'] as const;
export type Part = (typeof PARTS)[number];

/** Search parameters of the overview, beside date and filters. */
export const OverviewSearch = z.object({
  /** The open list of units; departments by default. */
  list: z.literal('towns').optional().catch(undefined),
  /** Parts shown as tables instead of charts. */
  table: z
    .union([z.string(), z.array(z.string())])
    .transform((raw) => (Array.isArray(raw) ? raw : raw.split(',')))
    .transform((names) => PARTS.filter((part) => names.includes(part)))
    .transform((parts) => (parts.length > 0 ? parts : undefined))
    .optional()
    .catch(undefined),
});
