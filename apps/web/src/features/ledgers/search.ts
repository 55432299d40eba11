import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** Search parameters of the page of quarantined rows. */
export const QuarantineSearch = z.object({
  kind: Text,
  code: Text,
  file: Text,
  show: Text,
  fix: Text,
  id: Text,
  offset: Text,
});

/** Search parameters of the page of warnings. */
export const WarningsSearch = z.object({ code: Text, show: Text, offset: Text });

/** The two snapshots to compare. */
export const SnapshotsSearch = z.object({ from: Text, to: Text });
