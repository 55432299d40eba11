import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Search parameters of the pages of scores beside the day: the period, and the scheme if one is chosen. */
export const ScoresSearch = z.object({ period: Text, scheme: Text });
export type ScoresSearch = z.infer<typeof ScoresSearch>;
