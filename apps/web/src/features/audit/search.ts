import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Search parameters of the audit log page. */
export const AuditSearch = z.object({
  actor: Text,
  action: Text,
  since: Text,
  until: Text,
  offset: Text,
});
