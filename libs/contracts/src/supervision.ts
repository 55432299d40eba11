import { z } from 'zod';
import { CaseStatus } from './case-status.ts';
import { Yuan } from './money.ts';
import { Bilingual } from './text.ts';

export const Severity = z.enum(['high', 'medium', 'low']);
export type Severity = z.infer<typeof Severity>;

/** Query for findings. */
export const FindingsQuery = z.object({
  rule: z
    .string()
    .regex(/^R\d\d$/)
    .optional(),
  severity: Severity.optional(),
  /** 主管部门 or 实施镇街. */
  unit: z.string().max(100).optional(),
  institution: z.string().max(40).optional(),
  /** By default all that exist in the current data, whatever their status. */
  status: CaseStatus.optional(),
  /** Assigned to the caller or the caller's unit. */
  mine: z.literal('yes').optional(),
  /** Due before today and not decided. */
  overdue: z.literal('yes').optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

/** A rule with the number of its findings under the query's other filters. */
export const RuleSummary = z.object({
  rule: z.string(),
  name: Bilingual,
  severity: Severity,
  clause: z.string(),
  findings: z.int(),
  stake: Yuan,
});
export type RuleSummary = z.infer<typeof RuleSummary>;

/** A ledger row behind a finding. */
export const Evidence = z.object({
  kind: z.string(),
  file: z.string(),
  /** Empty for CSV. */
  sheet: z.string(),
  row: z.int(),
});

/** A lead, not a verdict. Personal ids and accounts in its key are masked. */
export const FindingRow = z.object({
  /** Stable across snapshots. */
  id: z.string(),
  rule: z.string(),
  key: z.string(),
  severity: Severity,
  stake: Yuan,
  /** Amount paid of its payouts (已发放): the maximum that can be recovered. */
  paid: Yuan,
  department: z.string().nullable(),
  town: z.string().nullable(),
  institution: z.string().nullable(),
  institutionCode: z.string().nullable(),
  classId: z.string().nullable(),
  text: Bilingual,
  /** Payout whose derivation explains it; null if none. */
  payoutId: z.string().nullable(),
  evidence: z.array(Evidence),
  status: CaseStatus,
  /** Code of the programme's reasons if it is 不属实. */
  reason: z.string().nullable(),
  /** Unit or user it is assigned to. */
  assignee: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** 追回金额 */
  recovered: Yuan,
  /** When it was closed because it no longer exists in the data; null while it exists. */
  closedAt: z.string().nullable(),
  /** Number of steps taken; sent back with a change to detect conflicts. */
  version: z.int(),
});
export type FindingRow = z.infer<typeof FindingRow>;

export const FindingsAnswer = z
  .object({
    snapshot: z.string(),
    total: z.int(),
    /** At stake in all of them together: a payout counts once, with the largest amount at stake in it. */
    stake: Yuan,
    rules: z.array(RuleSummary),
    /** Count by status under the query's other filters. */
    statuses: z.array(z.object({ status: CaseStatus, findings: z.int() })),
    /** Yuan recovered of all of them. */
    recovered: Yuan,
    rows: z.array(FindingRow),
  })
  .meta({ id: 'FindingsAnswer' });
export type FindingsAnswer = z.infer<typeof FindingsAnswer>;

/** Whether a payout was right, step by step. */
export const PayoutJudgement = z
  .object({
    payoutId: z.string(),
    /** Null where no standard applies, or the payout was returned. */
    due: Yuan.nullable(),
    amount: Yuan,
    difference: Yuan.nullable(),
    verdict: z.string().nullable(),
    derivation: z.array(Bilingual),
  })
  .meta({ id: 'PayoutJudgement' });
export type PayoutJudgement = z.infer<typeof PayoutJudgement>;

const Sums = z.object({
  findings: z.int(),
  high: z.int(),
  /** 属实 */
  confirmed: z.int(),
  stake: Yuan,
  recovered: Yuan,
  payouts: z.int(),
  /** Paid or to be paid, without returned payouts. */
  paid: Yuan,
  /** Stake ÷ amount paid, as a fraction; null if nothing was paid. */
  share: z.number().nullable(),
});
export const UnitSummary = Sums.extend({ unit: z.string(), kind: z.enum(['department', 'town']) });
export const InstitutionSummary = Sums.extend({ code: z.string(), name: z.string() });
export const MonthSummary = z.object({
  /** YYYY-MM of the class's last day. */
  month: z.string(),
  findings: z.int(),
  high: z.int(),
  stake: Yuan,
});

/** The money at stake by unit, institution and month, with the amounts paid. */
export const SupervisionSummary = z
  .object({
    units: z.array(UnitSummary),
    institutions: z.array(InstitutionSummary),
    months: z.array(MonthSummary),
    /** Median share of the peers. */
    medians: z.object({
      department: z.number().nullable(),
      town: z.number().nullable(),
      institution: z.number().nullable(),
    }),
  })
  .meta({ id: 'SupervisionSummary' });
export type SupervisionSummary = z.infer<typeof SupervisionSummary>;
