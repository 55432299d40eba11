import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the pages of scores keep in their address beside the day: the period, and the scheme where one is chosen. */
export const ScoresSearch = z.object({ period: Text, scheme: Text });
export type ScoresSearch = z.infer<typeof ScoresSearch>;
