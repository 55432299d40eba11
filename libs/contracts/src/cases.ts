import { z } from 'zod';
import { CaseStatus } from './case-status.ts';
import { SettledStatus } from './case-transitions.ts';
import { LedgerKind } from './kinds.ts';
import { TypedYuan } from './money.ts';
import { Day } from './query.ts';
import { FindingRow } from './supervision.ts';

/** A change to the cases of findings: only the given fields are changed. */
export const CaseChange = z
  .object({
    status: SettledStatus.optional(),
    /** Code of the programme's reasons; required for 不属实, not allowed otherwise. */
    reason: z.string().max(40).optional(),
    /** To the 主管部门 or 实施镇街 of each, to an account by its name, or unassigned. */
    assign: z
      .discriminatedUnion('to', [
        z.object({ to: z.literal('department') }),
        z.object({ to: z.literal('town') }),
        z.object({ to: z.literal('account'), name: z.string().max(100) }),
        z.object({ to: z.literal('unassigned') }),
      ])
      .optional(),
    /** Null removes the due date. */
    dueOn: Day.nullable().optional(),
    /** 追回金额 */
    recovered: TypedYuan.optional(),
    comment: z.string().trim().min(1).max(1000).optional(),
  })
  .refine((change) => Object.keys(change).length > 0);
export type CaseChange = z.infer<typeof CaseChange>;

/** Maximum number of findings per change. */
export const MAX_FINDINGS_CHANGED = 500;

export const ChangeFindingsRequest = z
  .object({
    ids: z
      .array(z.string().regex(/^[0-9a-f]{16}$/))
      .min(1)
      .max(MAX_FINDINGS_CHANGED),
    change: CaseChange,
    /** `version` of each finding when the change was written: if one has changed since, nothing is changed. */
    seen: z.record(z.string().max(16), z.int().min(0), {
      error: '须给出每条线索的 version，以免覆盖他人的处理 · include the version of each finding',
    }),
  })
  .refine(({ ids, seen }) => ids.every((id) => Object.hasOwn(seen, id)), {
    path: ['seen'],
    message: '须给出每条线索的 version，以免覆盖他人的处理 · include the version of each finding',
  });
export type ChangeFindingsRequest = z.infer<typeof ChangeFindingsRequest>;

/** One step of a case. */
export const CaseEvent = z.object({
  nth: z.int(),
  at: z.string(),
  /** Display name of the user. */
  by: z.string(),
  unit: z.string().nullable(),
  /** What was changed, as in `CaseChange`; `file`: name of the attached file. */
  change: z.object({
    status: CaseStatus.optional(),
    reason: z.string().optional(),
    assignee: z.string().nullable().optional(),
    dueOn: z.string().nullable().optional(),
    recovered: z.string().optional(),
    file: z.string().optional(),
  }),
  comment: z.string().nullable(),
});
export type CaseEvent = z.infer<typeof CaseEvent>;

/** A row behind a finding, to be shown beside the others. */
export const EvidenceRow = z.object({
  kind: LedgerKind,
  file: z.string(),
  sheet: z.string(),
  row: z.int(),
  /** By label of the contract; personal values masked unless a purpose is stated. */
  cells: z.array(z.object({ label: z.string(), value: z.string().nullable() })),
});
export type EvidenceRow = z.infer<typeof EvidenceRow>;

/** A finding with its rows, history and attached files. */
export const FindingDetail = z
  .object({
    finding: FindingRow,
    rows: z.array(EvidenceRow),
    events: z.array(CaseEvent),
    files: z.array(
      z.object({ id: z.string(), name: z.string(), bytes: z.int(), by: z.string(), at: z.string() }),
    ),
  })
  .meta({ id: 'FindingDetail' });
export type FindingDetail = z.infer<typeof FindingDetail>;

/** Accounts a finding can be assigned to. */
export const AssigneesAnswer = z
  .object({
    accounts: z.array(z.object({ name: z.string(), displayName: z.string(), unit: z.string().nullable() })),
  })
  .meta({ id: 'AssigneesAnswer' });
export type AssigneesAnswer = z.infer<typeof AssigneesAnswer>;

/** A filter of the worklist that a user saved. */
export const SavedFilter = z.object({
  id: z.string(),
  name: z.string(),
  /** The query string of the address, e.g. `rule=R01&status=open`. */
  query: z.string(),
});
export const SavedFiltersAnswer = z
  .object({ filters: z.array(SavedFilter) })
  .meta({ id: 'SavedFiltersAnswer' });
export type SavedFiltersAnswer = z.infer<typeof SavedFiltersAnswer>;
export const SaveFilterRequest = z.object({
  name: z.string().trim().min(1).max(60),
  query: z.string().max(1000),
});
export type SaveFilterRequest = z.infer<typeof SaveFilterRequest>;

/** Maximum size of an attachment, in bytes. */
export const MAX_EVIDENCE_BYTES = 20 * 1024 * 1024;
/** Maximum number of files attached in one request. */
export const MAX_EVIDENCE_FILES = 10;
/** Evidence that one account may store, and all accounts together, in bytes. */
export const EVIDENCE_QUOTA_BYTES = { account: 2 * 1024 ** 3, all: 50 * 1024 ** 3 };
