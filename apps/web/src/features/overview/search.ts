import { z } from 'zod';

const PARTS = ['curve', 'domains', 'funds'] as const;
export type Part = (typeof PARTS)[number];

/** What the overview keeps in its address beside date and filters. */
export const OverviewSearch = z.object({
  /** Which of the two lists of units stands open; departments unless said. */
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
