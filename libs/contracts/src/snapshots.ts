import { z } from 'zod';

export const SnapshotInfo = z.object({
  id: z.string(),
  /** Instant of publication, ISO with offset. */
  createdAt: z.string(),
  current: z.boolean(),
  batch: z.string(),
  /** Names of the files its load handed in. */
  files: z.array(z.string()),
  /** Rows in force, all kinds together. */
  rows: z.int(),
  quarantined: z.int(),
});
export type SnapshotInfo = z.infer<typeof SnapshotInfo>;
export const SnapshotsAnswer = z.object({ snapshots: z.array(SnapshotInfo) }).meta({ id: 'SnapshotsAnswer' });
export type SnapshotsAnswer = z.infer<typeof SnapshotsAnswer>;
