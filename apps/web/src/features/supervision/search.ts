import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the supervision page keeps in its address. The filter by unit is called `of`: `unit` is that of the figures. */
export const SupervisionSearch = z.object({ rule: Text, severity: Text, of: Text, offset: Text });
