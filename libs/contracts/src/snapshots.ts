import { z } from 'zod';

export const SnapshotInfo = z.object({
  id: z.string(),
  /** Instant of publication, ISO with offset. */
  createdAt: z.string(),
  current: z.boolean(),
  /** Parent snapshot; null for the first. */
  parent: z.string().nullable(),
  /** Cause: a batch was loaded or withdrawn; or the program or the programme's data changed. */
  change: z.enum(['load', 'withdraw', 'refresh']),
  batch: z.string(),
  /** The user who loaded or withdrew; null if unknown. */
  by: z.string().nullable(),
  /** Names of the batch's files. */
  files: z.array(z.string()),
  /** Rows in force, all kinds together. */
  rows: z.int(),
  quarantined: z.int(),
});
export type SnapshotInfo = z.infer<typeof SnapshotInfo>;
/** The snapshot in use. */
export const CurrentSnapshot = z
  .object({ id: z.string(), createdAt: z.string() })
  .meta({ id: 'CurrentSnapshot' });
export type CurrentSnapshot = z.infer<typeof CurrentSnapshot>;

export const SnapshotsAnswer = z.object({ snapshots: z.array(SnapshotInfo) }).meta({ id: 'SnapshotsAnswer' });
export type SnapshotsAnswer = z.infer<typeof SnapshotsAnswer>;
