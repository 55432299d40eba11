import { z } from 'zod';
import { LedgerKind } from './kinds.ts';

/** Rows of one sheet by what became of them; `read` is the sum of the others. */
export const SheetAccount = z.object({
  /** Sheet name; empty for CSV. */
  sheet: z.string(),
  kind: LedgerKind.nullable(),
  /** 1-based row a person sees; null where no header was known. */
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

/** One quarantined row of `skill-ledger quarantine --json`. */
export const QuarantinedRow = z.object({
  file: z.string(),
  sheet: z.string(),
  row: z.int(),
  kind: LedgerKind,
  codes: z.array(z.string()),
  /** Original cell texts by contract column. */
  values: z.record(z.string(), z.string()),
  /** Every reason, in Chinese, with the way to mend it. */
  reasons: z.array(z.string()),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;
