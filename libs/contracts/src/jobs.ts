import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { SnapshotEffect } from './ledgers.ts';
import { LoadEffect, Mended, SheetAccount, UnreadableFile } from './load.ts';
import { SheetUnderstood } from './table-report.ts';
import { Bilingual } from './text.ts';

/** A sheet as shown on the upload page: its accounting, and notes for the user. */
export const SheetOutcome = SheetAccount.extend({
  /** Headers of columns that are not in the contract; they are ignored. */
  ignoredColumns: z.array(z.string()),
  /** For a sheet of no known kind: the nearest one and the labels it lacks. */
  nearest: z.object({ kind: LedgerKind, missing: z.array(z.string()) }).nullable(),
  understood: SheetUnderstood,
});
export type SheetOutcome = z.infer<typeof SheetOutcome>;

/** The result of a load, or of a dry run. */
export const LoadOutcome = z.object({
  /** Null when nothing changed, and on a dry run. */
  batch: z.string().nullable(),
  snapshot: z.string().nullable(),
  /** Whether anything in the warehouse differs (on a dry run: would differ) from before. */
  changed: z.boolean(),
  /** Rows of earlier loads that left the quarantine. */
  resolved: z.int(),
  files: z.array(
    z.object({
      path: z.string(),
      /** First year of a workbook's calendar; null for text. */
      calendar: z.union([z.literal(1900), z.literal(1904)]).nullable(),
      /** Encoding and delimiter of a text; null for workbooks. */
      encoding: z.string().nullable(),
      sheets: z.array(SheetOutcome),
    }),
  ),
  /** Files beside the ledgers that are not read, and why. */
  notRead: z.array(z.object({ path: z.string(), text: Bilingual })),
  /** The outcome of rows that replace quarantined ones; null if there are none. */
  mended: Mended.nullable(),
  /** The effect of the load on the pages; null if it changes nothing. */
  effect: LoadEffect.nullable(),
  /** Files that cannot be read; the others are loaded without them on request. */
  unreadable: z.array(UnreadableFile),
  /** Quarantined rows of this load by kind, code and column, those to mend first; a row with two reasons counts twice. */
  reasons: z.array(
    z.object({
      kind: LedgerKind,
      code: z.string(),
      label: z.string().nullable(),
      text: Bilingual,
      rows: z.int(),
      /** These rows only wait for another quarantined row. */
      isWaiting: z.boolean(),
    }),
  ),
});
export type LoadOutcome = z.infer<typeof LoadOutcome>;

/** Progress of a load. */
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

/** Long-running work requested from the browser; a command of the same name, run as a separate process. */
export const Job = z
  .object({
    id: z.string(),
    work: z.enum(['check', 'load', 'mend', 'preview', 'withdraw']),
    /** waiting: in the queue, or another load is under way. */
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    /** Position in the queue, from 1; null if it is not queued. */
    place: z.int().nullable(),
    progress: JobProgress.nullable(),
    outcome: LoadOutcome.nullable(),
    /** What a withdrawal would change; null for other work. */
    effect: SnapshotEffect.nullable(),
    /** The published snapshot; null if nothing was published. */
    snapshot: z.string().nullable(),
    /** Why it failed, and what to do. */
    problem: Bilingual.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

/** Maximum number of running and waiting jobs, in total and per account. */
export const JOB_CEILINGS = { running: 2, runningPerAccount: 1, waiting: 50, waitingPerAccount: 10 };

/** Uploaded files, kept until they are loaded or discarded. */
export const Upload = z
  .object({ id: z.string(), files: z.array(z.object({ name: z.string(), bytes: z.int() })) })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof Upload>;

/** How an upload is read, for the check and for the load. */
export const UploadReading = z.object({
  /** Rows of hidden sheets count too. */
  hidden: z.literal('true').optional(),
});
export type UploadReading = z.infer<typeof UploadReading>;

export const LoadReading = UploadReading.extend({
  /** Skips files that cannot be read; by default nothing is loaded then. */
  skipUnreadable: z.literal('true').optional(),
});
export type LoadReading = z.infer<typeof LoadReading>;

/** Maximum size of an uploaded file, in bytes. */
export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;
/** Uploads that are not loaded yet, in bytes: of one account, and of all. */
export const UPLOAD_QUOTA_BYTES = { account: 4 * 1024 ** 3, all: 40 * 1024 ** 3 };
/** Maximum number of files per upload. */
export const MAX_UPLOAD_FILES = 200;

/** Quarantined rows with their corrected cells; omitted cells are unchanged. */
export const MendRequest = z
  .object({
    rows: z
      .array(z.object({ id: z.string().max(60), cells: z.record(z.string(), z.string().max(2000)) }))
      .max(1000)
      .default([]),
    /** Faults in several rows, each with the text to write into all of its cells. */
    fixes: z
      .array(z.object({ id: z.string().max(60), value: z.string().max(2000) }))
      .max(50)
      .default([]),
  })
  .refine(({ rows, fixes }) => rows.length + fixes.length > 0, {
    message: '没有要修正的行 · there is nothing to mend',
  });
export type MendRequest = z.infer<typeof MendRequest>;

/** The reason stays in the history of batches. */
export const WithdrawRequest = z.object({ comment: z.string().trim().min(1).max(500) });
export type WithdrawRequest = z.infer<typeof WithdrawRequest>;
