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

/** The outcome of the rows of a quarantine workbook, or of rows fixed on the page. */
export const Mended = z.object({
  /** Rows unchanged since the export: they are not loaded. */
  untouched: z.int(),
  /** Rows with a change; the sum of the three that follow. */
  changed: z.int(),
  /** Rows that are in force now. */
  passed: z.int(),
  /** Rows that fail and whose original left the quarantine since the workbook was exported: they are dropped. */
  outdated: z.int(),
  /** Rows that still fail: their failed checks before and now. */
  failing: z.array(z.object({ before: z.array(z.string()), now: z.array(z.string()), rows: z.int() })),
});
export type Mended = z.infer<typeof Mended>;

/** The effect of a load on the pages: of the city, or of the unit that loads. */
export const LoadEffect = z.object({
  /** 完成培训人次 on the default as-of date; `before` is null if nothing can be compared. */
  completed: z.object({ before: z.int().nullable(), after: z.int() }),
  /** New findings, and findings that no longer exist. */
  findings: z.object({ added: z.int(), closed: z.int() }),
  /** Warnings on rows of this load. */
  warnings: z.array(z.object({ kind: LedgerKind, code: z.string(), text: Bilingual, rows: z.int() })),
});
export type LoadEffect = z.infer<typeof LoadEffect>;

/** A file that cannot be read, and how to fix it. */
export const UnreadableFile = z.object({ path: z.string(), text: Bilingual });
export type UnreadableFile = z.infer<typeof UnreadableFile>;

/** Machine-readable answer of `skill-ledger load --json`. */
export const LoadReport = z.object({
  /** Null when the load changed nothing (or on a dry run). */
  batch: z.string().nullable(),
  /** The snapshot that is current after the load; null before the first. */
  snapshot: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), sheets: z.array(SheetAccount) })),
  /** Null if no row replaces a quarantined one. */
  mended: Mended.nullable(),
  /** Rows of earlier loads that were released from quarantine. */
  resolved: z.int(),
  /** Null if the load changes nothing. */
  effect: LoadEffect.nullable(),
  /** Skipped files (`--skip-unreadable`). */
  unreadable: z.array(UnreadableFile),
});
export type LoadReport = z.infer<typeof LoadReport>;

/** One reason why a row is quarantined. */
export const QuarantineReason = z.object({
  code: z.string(),
  /** Field of the contract, and its label; null if the reason is about the row as a whole. */
  field: z.string().nullable(),
  label: z.string().nullable(),
  /** Fields whose cells the check compares: the field itself, and others if it compares several. */
  compares: z.array(z.string()),
  /** What is wrong and how to fix it. */
  text: Bilingual,
});
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** Where a quarantined row came from. */
const QuarantineOrigin = z.object({
  id: z.string(),
  kind: LedgerKind,
  file: z.string(),
  /** Empty for CSV. */
  sheet: z.string(),
  row: z.int(),
});

/** A cell with its column's label. */
export const LabelledCell = z.object({ label: z.string(), value: z.string() });
export type LabelledCell = z.infer<typeof LabelledCell>;

/** A fault in one row, or in several with the same wrong text in one column, fixed once for all. */
export const QuarantineFix = z.object({
  /** 隔离编号 of the first row that has it. */
  id: z.string(),
  /** Rows that have it. */
  rows: z.int(),
  /** Rows that pass once only this fault is fixed: those that have it, and those that wait for them. */
  freed: z.int(),
  /** Resulting increase of 完成培训人次. */
  personTimes: z.int(),
});
export type QuarantineFix = z.infer<typeof QuarantineFix>;

/** One quarantined row with everything needed to correct it. */
export const QuarantineEntry = z.object({
  /** 隔离编号: a row with this number replaces this one. */
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
  /** Whose row it is: its key, names, class and unit, as far as they are known. */
  who: z.array(LabelledCell),
  /** Its only fault is the reference to another quarantined row. */
  isWaiting: z.boolean(),
  /** Its only fault is a reference to a record that was never uploaded. */
  isMissing: z.boolean(),
  /** The quarantined row that it refers to; null if there is none, or the reader may not see it. */
  waitsFor: QuarantineOrigin.nullable(),
  /** The fault to fix: its own, or the first that it waits for; null for old snapshots without this information. */
  fix: QuarantineFix.nullable(),
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
  /** Whose row it is, by contract column. */
  who: z.record(z.string(), z.string()),
  /** The quarantined row that this one only waits for; null if the row itself must be fixed. */
  waitsFor: z.object({ file: z.string(), sheet: z.string(), row: z.int() }).nullable(),
  /** Rows that pass once this row's fault is fixed; null for waiting rows. */
  frees: z.object({ cells: z.int(), rows: z.int(), personTimes: z.int() }).nullable(),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;
