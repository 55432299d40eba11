import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { SnapshotEffect } from './ledgers.ts';
import { SheetAccount } from './load.ts';
import { Bilingual } from './text.ts';

/** A sheet as the upload page tells of it: its accounting, and what a person should know beside it. */
export const SheetOutcome = SheetAccount.extend({
  /** Headers of columns the contract does not know; they are not read. */
  ignoredColumns: z.array(z.string()),
  /** For a sheet of no known kind: the nearest one and the labels it lacks. */
  nearest: z.object({ kind: LedgerKind, missing: z.array(z.string()) }).nullable(),
});
export type SheetOutcome = z.infer<typeof SheetOutcome>;

/** What a load did, or on a dry run would do. */
export const LoadOutcome = z.object({
  /** Null when nothing changed, and on a dry run. */
  batch: z.string().nullable(),
  snapshot: z.string().nullable(),
  /** Whether anything in the warehouse differs (on a dry run: would differ) from before. */
  changed: z.boolean(),
  /** Rows of earlier loads that came out of quarantine. */
  resolved: z.int(),
  files: z.array(z.object({ path: z.string(), sheets: z.array(SheetOutcome) })),
  /** Quarantined rows of this load by kind, code and column; a row with two reasons counts under both. */
  reasons: z.array(
    z.object({
      kind: LedgerKind,
      code: z.string(),
      label: z.string().nullable(),
      text: Bilingual,
      rows: z.int(),
    }),
  ),
});
export type LoadOutcome = z.infer<typeof LoadOutcome>;

/** Where a load stands. */
export const JobProgress = z.object({
  step: z.enum(['read', 'check', 'figures', 'publish']),
  done: z.int(),
  total: z.int(),
  /** File name, kind or batch at work. */
  label: z.string(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** A message from a command to the process that started it. */
export const JobMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('waiting') }),
  z.object({ type: z.literal('progress'), progress: JobProgress }),
  z.object({ type: z.literal('loaded'), outcome: LoadOutcome }),
  z.object({ type: z.literal('previewed'), effect: SnapshotEffect }),
  z.object({ type: z.literal('withdrawn'), snapshot: z.string() }),
  z.object({ type: z.literal('failed'), text: Bilingual }),
]);
export type JobMessage = z.infer<typeof JobMessage>;

/** Long work asked for in the browser; it is a command of the same name, run beside the server. */
export const Job = z
  .object({
    id: z.string(),
    work: z.enum(['check', 'load', 'mend', 'preview', 'withdraw']),
    /** waiting: in the queue, or another load is under way. */
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    /** Place in the queue, from 1; null where the job is not in it. */
    place: z.int().nullable(),
    progress: JobProgress.nullable(),
    outcome: LoadOutcome.nullable(),
    /** What a withdrawal would change; null for other work. */
    effect: SnapshotEffect.nullable(),
    /** The snapshot that is current since; null where nothing was published. */
    snapshot: z.string().nullable(),
    /** Why it failed and what to do. */
    problem: Bilingual.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

/** Jobs that run at once and that may wait, in all and per account. */
export const JOB_CEILINGS = { running: 2, runningPerAccount: 1, waiting: 50, waitingPerAccount: 10 };

/** Files handed in and kept aside until they are loaded or thrown away. */
export const Upload = z
  .object({ id: z.string(), files: z.array(z.object({ name: z.string(), bytes: z.int() })) })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof Upload>;

/** Largest file that can be uploaded, in bytes. */
export const MOST_UPLOAD_BYTES = 200 * 1024 * 1024;
/** Uploads that are not loaded yet, in bytes: of one account, and of all. */
export const UPLOAD_QUOTA_BYTES = { account: 4 * 1024 ** 3, all: 40 * 1024 ** 3 };
/** Most files of one upload. */
export const MOST_UPLOAD_FILES = 200;

/** Quarantined rows with their mended cells; a cell left out stays as it was. */
export const MendRequest = z.object({
  rows: z
    .array(z.object({ id: z.string().max(60), cells: z.record(z.string(), z.string().max(2000)) }))
    .min(1)
    .max(1000),
});
export type MendRequest = z.infer<typeof MendRequest>;

/** The reason stays in the history of batches. */
export const WithdrawRequest = z.object({ comment: z.string().trim().min(1).max(500) });
export type WithdrawRequest = z.infer<typeof WithdrawRequest>;
