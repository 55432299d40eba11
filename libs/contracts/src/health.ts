import { z } from 'zod';
import { Bilingual } from './text.ts';

export const Health = z
  .object({
    /** `degraded` where the server answers but needs the administrator. */
    status: z.enum(['ok', 'degraded', 'down']),
    /** The snapshot that answers; null before the first load. */
    snapshot: z.string().nullable(),
    /** What is wrong and what to do; without paths and figures, since the route needs no account. */
    problems: z.array(Bilingual),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** Bytes. With less free space on the disk of the home, the server is degraded. */
export const MIN_FREE_BYTES = 256 * 1024 * 1024;
