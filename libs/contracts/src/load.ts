import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { Bilingual } from './text.ts';

/** Rows of one sheet by outcome; `read` is the sum of the others. */
export const SheetAccount = z.object({
  /** Sheet name; empty for CSV. */
  sheet: z.string(),
  kind: LedgerKind.nullable(),
  /** 1-based row number as displayed; null if no header was recognised. */
  headerRow: z.int().nullable(),
  read: z.int(),
  accepted: z.int(),
  unchanged: z.int(),
  corrected: z.int(),
  quarantined: z.int(),
  ignored: z.int(),
});
export type SheetAccount = z.infer<typeof SheetAccount>;

/** Machine-readable answer of `skill-ledger load --json`. */
export const LoadReport = z.object({
  /** Null when the load changed nothing (or on a dry run). */
  batch: z.string().nullable(),
  /** The snapshot that is current after the load; null before the first. */
  snapshot: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), sheets: z.array(SheetAccount) })),
});
export type LoadReport = z.infer<typeof LoadReport>;

/** One reason why a row is quarantined. */
export const QuarantineReason = z.object({
  code: z.string(),
  /** Field of the contract, and its label; null if the reason is about the row as a whole. */
  field: z.string().nullable(),
  label: z.string().nullable(),
  /** What is wrong and how to fix it. */
  text: Bilingual,
});
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** One quarantined row with everything needed to correct it. */
export const QuarantineEntry = z.object({
  /** 隔离编号: a row that carries it replaces this one. */
  id: z.string(),
  batch: z.string(),
  file: z.string(),
  /** Empty for CSV. */
  sheet: z.string(),
  row: z.int(),
  kind: LedgerKind,
  /** Original cell texts by field of the contract; an empty cell is null. */
  cells: z.record(z.string(), z.string().nullable()),
  reasons: z.array(QuarantineReason),
});
export type QuarantineEntry = z.infer<typeof QuarantineEntry>;

/** One quarantined row of `skill-ledger quarantine --json`. */
export const QuarantinedRow = z.object({
  file: z.string(),
  sheet: z.string(),
  row: z.int(),
  kind: LedgerKind,
  codes: z.array(z.string()),
  /** Original cell texts by contract column. */
  values: z.record(z.string(), z.string()),
  /** Every reason, in Chinese, with how to fix it. */
  reasons: z.array(z.string()),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;
