import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** What the page of quarantined rows keeps in its address. */
export const QuarantineSearch = z.object({
  kind: Text,
  code: Text,
  file: Text,
  show: Text,
  fix: Text,
  id: Text,
  offset: Text,
});

/** What the page of warnings keeps in its address. */
export const WarningsSearch = z.object({ code: Text, show: Text, offset: Text });

/** Which two snapshots are compared. */
export const SnapshotsSearch = z.object({ from: Text, to: Text });
