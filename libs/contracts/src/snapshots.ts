import { z } from 'zod';

export const SnapshotInfo = z.object({
  id: z.string(),
  /** Instant of publication, ISO with offset. */
  createdAt: z.string(),
  current: z.boolean(),
  /** Snapshot it was made from; null for the first. */
  parent: z.string().nullable(),
  /** How it came about: a batch was loaded, or withdrawn; or the program or the programme's data are newer. */
  change: z.enum(['load', 'withdraw', 'refresh']),
  batch: z.string(),
  /** Who loaded or withdrew; null where no name is known. */
  by: z.string().nullable(),
  /** Names of the batch's files. */
  files: z.array(z.string()),
  /** Rows in force, all kinds together. */
  rows: z.int(),
  quarantined: z.int(),
});
export type SnapshotInfo = z.infer<typeof SnapshotInfo>;
/** Which snapshot answers now. */
export const CurrentSnapshot = z
  .object({ id: z.string(), createdAt: z.string() })
  .meta({ id: 'CurrentSnapshot' });
export type CurrentSnapshot = z.infer<typeof CurrentSnapshot>;

export const SnapshotsAnswer = z.object({ snapshots: z.array(SnapshotInfo) }).meta({ id: 'SnapshotsAnswer' });
export type SnapshotsAnswer = z.infer<typeof SnapshotsAnswer>;
