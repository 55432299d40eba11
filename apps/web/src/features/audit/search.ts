import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the page of the audit log keeps in its address. */
export const AuditSearch = z.object({
  actor: Text,
  action: Text,
  since: Text,
  until: Text,
  offset: Text,
});
