import { z } from 'zod';
import { LedgerKind } from './kinds.ts';
import { LabelledCell } from './load.ts';
import { Bilingual } from './text.ts';

/** Query for warnings. */
export const WarningsQuery = z.object({
  code: z
    .string()
    .regex(/^V\d\d$/)
    .optional(),
  /** `all` includes acknowledged ones. */
  show: z.enum(['open', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type WarningsQuery = z.infer<typeof WarningsQuery>;

/** An anomaly in an accepted row: the row counts, but should be reviewed. */
export const WarningRow = z.object({
  /** Stable across snapshots. */
  id: z.string(),
  code: z.string(),
  kind: LedgerKind,
  file: z.string(),
  /** Empty for CSV. */
  sheet: z.string(),
  row: z.int(),
  /** Whose row it is: its key, name, class and unit. */
  who: z.array(LabelledCell),
  /** The values the check compares: 72 > 32; null if it checks a single cell. */
  compared: z.string().nullable(),
  /** The checked cells of the row. */
  cells: z.array(LabelledCell),
  text: Bilingual,
  /** The acknowledgement; null if there is none. */
  acknowledged: z.object({ comment: z.string(), by: z.string().nullable(), at: z.string() }).nullable(),
});
export type WarningRow = z.infer<typeof WarningRow>;

export const WarningsAnswer = z
  .object({
    /** Warnings the query finds, all pages together. */
    total: z.int(),
    rows: z.array(WarningRow),
    /** Number of warnings by code, and how many of them were acknowledged. */
    counts: z.array(z.object({ code: z.string(), warnings: z.int(), acknowledged: z.int() })),
  })
  .meta({ id: 'WarningsAnswer' });
export type WarningsAnswer = z.infer<typeof WarningsAnswer>;

export const AcknowledgeRequest = z.object({
  ids: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(5000),
  comment: z.string().trim().min(1).max(500),
});
export type AcknowledgeRequest = z.infer<typeof AcknowledgeRequest>;
