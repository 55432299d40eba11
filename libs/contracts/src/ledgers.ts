import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { QuarantineEntry, QuarantineFix, QuarantineReason, SheetAccount } from './load.ts';
import { Row } from './progress.ts';
import { Day } from './query.ts';

/** A batch: the files of one load, with the accounting of their rows at the time. */
export const BatchInfo = z.object({
  batch: z.string(),
  /** Instant of the load, ISO with offset. */
  loadedAt: z.string(),
  /** The user who loaded it; null if unknown. */
  by: z.string().nullable(),
  /** The unit that reported it; null for the office. */
  unit: z.string().nullable(),
  files: z.array(
    z.object({
      path: z.string(),
      /** SHA-256 of the original, under which it is stored. */
      sha256: z.string(),
      bytes: z.int(),
      sheets: z.array(
        SheetAccount.extend({
          ignoredColumns: z.array(z.string()),
          /** Quarantined rows that still are in quarantine; the others were released. */
          waiting: z.int(),
        }),
      ),
    }),
  ),
});
export type BatchInfo = z.infer<typeof BatchInfo>;

/** A withdrawn batch. */
export const Withdrawal = z.object({
  batch: z.string(),
  withdrawnAt: z.string(),
  by: z.string().nullable(),
  comment: z.string().nullable(),
  files: z.array(z.string()),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** Batches in force, newest first, and those withdrawn. */
export const BatchesAnswer = z
  .object({ batches: z.array(BatchInfo), withdrawals: z.array(Withdrawal) })
  .meta({ id: 'BatchesAnswer' });
export type BatchesAnswer = z.infer<typeof BatchesAnswer>;

/** Selects quarantined rows. */
export const QuarantineChoice = z.object({
  kind: LedgerKind.optional(),
  code: z
    .string()
    .regex(/^V\d\d$/)
    .optional(),
  file: z.string().max(500).optional(),
  /** Rows to fix, or rows that only wait for another; both if omitted. */
  show: z.enum(['mend', 'waiting']).optional(),
  /** The id of a fault: rows that have it, and rows that wait for these. */
  fix: z.string().max(60).optional(),
  /** 隔离编号 of one row. */
  id: z.string().max(60).optional(),
});
export type QuarantineChoice = z.infer<typeof QuarantineChoice>;

/** A page of them. */
export const QuarantineQuery = QuarantineChoice.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

export const QuarantineAnswer = z
  .object({
    /** Rows the query finds, all pages together. */
    total: z.int(),
    /** Those among them that only wait for another quarantined row. */
    waiting: z.int(),
    /** Ordered by faults, those first that release most rows; waiting rows come last. */
    rows: z.array(QuarantineEntry),
    /** The faults that hold back most rows, of all rows in quarantine. */
    fixes: z.array(
      QuarantineFix.extend({
        kind: LedgerKind,
        reason: QuarantineReason,
        /** The wrong text common to the rows; null if it is empty, personal, or differs. */
        value: z.string().nullable(),
        /** Whether one text can be written into all of its cells. */
        isOneCell: z.boolean(),
        /** The record that the rows refer to was never uploaded. */
        isMissing: z.boolean(),
      }),
    ),
    /** All rows in quarantine by kind, file and code; a row with two codes counts under both. */
    counts: z.array(z.object({ kind: LedgerKind, file: z.string(), code: z.string(), rows: z.int() })),
    /**
     * The contract's columns of the kinds on this page, in their order; `values` if only these are allowed, `unit` if ledgers
     * also use others.
     */
    columns: z.array(
      z.object({
        kind: LedgerKind,
        field: z.string(),
        label: z.string(),
        values: z.array(z.string()),
        unit: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'QuarantineAnswer' });
export type QuarantineAnswer = z.infer<typeof QuarantineAnswer>;

/** The two snapshots to compare. */
export const CompareQuery = z.object({ from: z.string().regex(/^\d+$/), to: z.string().regex(/^\d+$/) });
export type CompareQuery = z.infer<typeof CompareQuery>;

/** How the rows of one kind differ between two snapshots. */
export const KindChange = z.object({
  kind: LedgerKind,
  added: z.int(),
  corrected: z.int(),
  withdrawn: z.int(),
});
export type KindChange = z.infer<typeof KindChange>;

/** A row that differs, with its origin in either snapshot. */
export const RowChange = z.object({
  kind: LedgerKind,
  change: z.enum(['added', 'corrected', 'withdrawn']),
  before: z.object({ batch: z.string(), file: z.string(), sheet: z.string(), row: z.int() }).nullable(),
  after: z.object({ batch: z.string(), file: z.string(), sheet: z.string(), row: z.int() }).nullable(),
  /** Labels of the changed columns. */
  columns: z.array(z.string()),
});
export type RowChange = z.infer<typeof RowChange>;

/** How the findings of a rule differ between two snapshots. */
export const FindingChange = z.object({ rule: z.string(), opened: z.int(), closed: z.int() });
export type FindingChange = z.infer<typeof FindingChange>;

/** The effect of a change on rows, figures and findings, before or after it was made. */
export const SnapshotEffect = z.object({
  /** Both sides are computed for the same day. */
  asOf: Day.nullable(),
  figures: z.object({ from: Row.nullable(), to: Row.nullable() }),
  quarantined: z.object({ from: z.int(), to: z.int() }),
  kinds: z.array(KindChange),
  findings: z.array(FindingChange),
});
export type SnapshotEffect = z.infer<typeof SnapshotEffect>;

/** What changed from one snapshot to another; `asOf` is the default day of `to`. */
export const SnapshotComparison = SnapshotEffect.extend({
  from: z.string(),
  to: z.string(),
  /** The first of the rows that differ, kind by kind. */
  rows: z.array(RowChange),
}).meta({ id: 'SnapshotComparison' });
export type SnapshotComparison = z.infer<typeof SnapshotComparison>;

/** The available blank templates, with their columns. */
export const TemplatesAnswer = z
  .object({
    templates: z.array(
      z.object({ kind: LedgerKind, required: z.array(z.string()), optional: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'TemplatesAnswer' });
export type TemplatesAnswer = z.infer<typeof TemplatesAnswer>;
