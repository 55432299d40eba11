import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Which submissions stand side by side: the last two where nothing is said. */
export const VersionsSearch = z.object({ before: Text, after: Text });

/** Which forms of a period the desk lists. */
export const DeskSearch = z.object({ state: Text, flag: Text });
