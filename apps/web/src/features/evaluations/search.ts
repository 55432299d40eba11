import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** The submissions to compare; by default the last two. */
export const VersionsSearch = z.object({ before: Text, after: Text });

/** Filters of the forms of a period. */
export const DeskSearch = z.object({ state: Text, flag: Text });
