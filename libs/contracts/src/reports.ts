import { z } from 'zod';
import { type Capability, may, type Role } from './access.ts';
import { Day } from './query.ts';
import { Bilingual, Language } from './text.ts';

/** State of a quarterly or annual report (spec 11, "Reports"). */
export const ReportState = z.enum(['draft', 'reviewed', 'final']);
export type ReportState = z.infer<typeof ReportState>;

export const REPORT_STATE_LABELS: Record<ReportState, Bilingual> = {
  draft: { zh: '草稿', en: 'draft' },
  reviewed: { zh: '已审核', en: 'reviewed' },
  final: { zh: '已定稿', en: 'final' },
};

export const ReportFormat = z.enum(['docx', 'pdf', 'xlsx']);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** Steps of a report. */
export const ReportAction = z.enum(['edit', 'renew', 'review', 'return', 'finalise', 'correct']);
export type ReportAction = z.infer<typeof ReportAction>;

export const REPORT_ACTION_LABELS: Record<ReportAction, Bilingual> = {
  edit: { zh: '修改文字', en: 'Edit the texts' },
  renew: { zh: '按现有数据更新', en: 'Renew from the present data' },
  review: { zh: '审核通过', en: 'Approve the draft' },
  return: { zh: '退回草稿', en: 'Return to draft' },
  finalise: { zh: '定稿', en: 'Finalise' },
  correct: { zh: '登记更正', en: 'Note a correction' },
};

interface ReportStep {
  from: ReportState[];
  to: ReportState;
  needs: Capability;
  /** By an account other than the last author of the texts. */
  otherAccount?: true;
}

/** The single table of a report's steps: no other step is possible. */
export const REPORT_STEPS: Record<ReportAction, ReportStep> = {
  edit: { from: ['draft'], to: 'draft', needs: 'reports.write' },
  renew: { from: ['draft'], to: 'draft', needs: 'reports.write' },
  review: { from: ['draft'], to: 'reviewed', needs: 'reports.review', otherAccount: true },
  return: { from: ['reviewed'], to: 'draft', needs: 'reports.review' },
  finalise: { from: ['reviewed'], to: 'final', needs: 'reports.finalise' },
  correct: { from: ['final'], to: 'final', needs: 'reports.write' },
};

/** Why an account cannot take a step: its state or its role does not allow it, or it wrote the texts itself. */
export function reportRefusal(
  action: ReportAction,
  { state, isWriter }: { state: ReportState; isWriter: boolean },
  role: Role,
): 'state' | 'role' | 'sameAccount' | null {
  const step = REPORT_STEPS[action];
  if (!step.from.includes(state)) return 'state';
  if (!may(role, step.needs)) return 'role';
  return step.otherAccount && isWriter ? 'sameAccount' : null;
}

const ReportText = z.string().max(20_000);

export const WriteReportRequest = z.object({ period: z.string().max(20), asOf: Day.optional() });
export type WriteReportRequest = z.infer<typeof WriteReportRequest>;

export const WrittenReport = z.object({ id: z.string() }).meta({ id: 'WrittenReport' });
export type WrittenReport = z.infer<typeof WrittenReport>;

/** A step on the version that was seen. */
export const ReportStepRequest = z.object({ seen: z.int().nonnegative() });
export type ReportStepRequest = z.infer<typeof ReportStepRequest>;

/** Texts of a draft; null restores the drafted text. */
export const ReportTextsRequest = ReportStepRequest.extend({
  problems: ReportText.nullable(),
  measures: ReportText.nullable(),
});
export type ReportTextsRequest = z.infer<typeof ReportTextsRequest>;

export const ReportCorrectionRequest = ReportStepRequest.extend({ text: z.string().trim().min(1).max(2000) });
export type ReportCorrectionRequest = z.infer<typeof ReportCorrectionRequest>;

export const ReportFileQuery = z.object({ lang: Language.default('zh') });
export type ReportFileQuery = z.infer<typeof ReportFileQuery>;

export const ReportKind = z.enum(['annual', 'monitoring', 'final']);

export const ReportSummary = z.object({
  id: z.string(),
  period: z.string(),
  kind: ReportKind,
  from: Day,
  asOf: Day,
  snapshot: z.string(),
  state: ReportState,
  /** How many steps were taken. */
  version: z.int(),
  /** Null for the schedule. */
  writtenBy: z.string().nullable(),
  writtenAt: z.string(),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  finalisedBy: z.string().nullable(),
  finalisedAt: z.string().nullable(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

export const PeriodChoice = z.object({ period: z.string(), from: Day, to: Day });
export type PeriodChoice = z.infer<typeof PeriodChoice>;

export const ReportsAnswer = z
  .object({
    /** The latest period first. */
    reports: z.array(ReportSummary),
    /** Periods that have begun, the latest first. */
    periods: z.array(PeriodChoice),
  })
  .meta({ id: 'ReportsAnswer' });
export type ReportsAnswer = z.infer<typeof ReportsAnswer>;

/** A file of a final report as it is kept, in Chinese; English ones are written from its snapshot. */
export const KeptReportFile = z.object({
  format: ReportFormat,
  sha256: z.string(),
  bytes: z.int(),
});
export type KeptReportFile = z.infer<typeof KeptReportFile>;

export const ReportDetail = ReportSummary.extend({
  title: z.string(),
  /** Text by the office; null if the drafted text is used. */
  problems: z.string().nullable(),
  measures: z.string().nullable(),
  /** Texts drafted from the figures by rules; null for a final report. */
  drafted: z.object({ problems: z.string(), measures: z.string() }).nullable(),
  /** The snapshot of a draft is no longer the current one. */
  outdated: z.boolean(),
  files: z.array(KeptReportFile),
  corrections: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })),
  /** Steps this account may take now. */
  steps: z.array(ReportAction),
}).meta({ id: 'ReportDetail' });
export type ReportDetail = z.infer<typeof ReportDetail>;
