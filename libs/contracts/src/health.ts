import { z } from 'zod';

export const Health = z
  .object({ status: z.literal('ok'), snapshot: z.string().nullable() })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;
