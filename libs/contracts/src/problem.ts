import { z } from 'zod';

/** RFC 9457 problem details, with the message in both languages. Served as application/problem+json. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })).optional(),
  /** With a conflict: the current content, so that nothing is overwritten unseen. */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof Problem>;
