import { z } from 'zod';
import { FormCheck, Opinions, SchemeFrame } from './evaluation-checks.ts';
import { FormAction, FormFlag, FormState } from './evaluation-steps.ts';
import { Day } from './query.ts';
import { UnitTrace } from './scores.ts';
import { Bilingual } from './text.ts';

/** An evaluation period that was opened. */
export const EvaluationPeriod = z.object({
  /** As in `skill-ledger score PERIOD`. */
  id: z.string(),
  from: Day,
  to: Day,
  kind: z.enum(['annual', 'monitoring', 'final']),
  dueOn: Day,
  scheme: z.string(),
  schemeName: Bilingual,
  note: z.string().nullable(),
  openedAt: z.string(),
  openedBy: z.string(),
  finalisedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
});
export type EvaluationPeriod = z.infer<typeof EvaluationPeriod>;

const Points = z.string().nullable();

/** A form as lists show it. */
export const FormSummary = z.object({
  id: z.string(),
  period: z.string(),
  unit: z.string(),
  kind: z.enum(['department', 'town']),
  state: FormState,
  /** Counts every change: what was seen when a step is taken. */
  version: z.int(),
  dueOn: Day,
  submittedAt: z.string().nullable(),
  /** How many times it was submitted and returned. */
  submissions: z.int(),
  returns: z.int(),
  systemTotal: Points,
  selfTotal: Points,
  reviewTotal: Points,
  grade: z.string().nullable(),
  /** Place among departments or towns, once final; null for forms that are not ranked. */
  rank: z.int().nullable(),
  flags: z.array(FormFlag),
  /** Roles that have finished their indicators. */
  finished: z.array(z.enum(['office', 'finance'])),
});
export type FormSummary = z.infer<typeof FormSummary>;

export const EvaluationsAnswer = z
  .object({
    periods: z.array(
      EvaluationPeriod.extend({
        /** How many forms the caller sees are in each state. */
        states: z.partialRecord(FormState, z.int()),
        overdue: z.int(),
        /** The caller's own form, for a unit. */
        own: FormSummary.nullable(),
      }),
    ),
  })
  .meta({ id: 'EvaluationsAnswer' });
export type EvaluationsAnswer = z.infer<typeof EvaluationsAnswer>;

export const EvaluationAnswer = z
  .object({ period: EvaluationPeriod, frame: SchemeFrame, forms: z.array(FormSummary) })
  .meta({ id: 'EvaluationAnswer' });
export type EvaluationAnswer = z.infer<typeof EvaluationAnswer>;

/** What can be opened, with which scheme, for which units. */
export const OpeningChoices = z
  .object({
    periods: z.array(z.object({ id: z.string(), from: Day, to: Day, opened: z.boolean() })),
    schemes: z.array(z.object({ id: z.string(), name: Bilingual, validFrom: Day })),
    units: z.array(z.object({ name: z.string(), kind: z.enum(['department', 'town']) })),
  })
  .meta({ id: 'OpeningChoices' });
export type OpeningChoices = z.infer<typeof OpeningChoices>;

export const OpenPeriodRequest = z.object({
  period: z.string().trim().min(1).max(20),
  dueOn: Day,
  /** The scheme in force on the period's first day where left out. */
  scheme: z.string().max(60).optional(),
  /** Every unit of the programme where left out. */
  units: z.array(z.string().max(100)).min(1).optional(),
  note: z.string().trim().max(1000).default(''),
});
export type OpenPeriodRequest = z.input<typeof OpenPeriodRequest>;

/** A file attached to a form. */
export const FormFileInfo = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  by: z.string(),
  at: z.string(),
});
export type FormFileInfo = z.infer<typeof FormFileInfo>;

/** Roles that review, each the indicators of its own bureaus. */
export const ReviewerRole = z.enum(['office', 'finance']);
export type ReviewerRole = z.infer<typeof ReviewerRole>;

/** What a role says of its own indicators. */
export const FormReview = z.object({
  role: ReviewerRole,
  bureaus: z.array(z.string()),
  /** Counts every change. */
  version: z.int(),
  /** By indicator; empty until the caller may see them. */
  opinions: Opinions,
  finishedAt: z.string().nullable(),
  by: z.string().nullable(),
});
export type FormReview = z.infer<typeof FormReview>;

const Values = z.record(z.string().max(80), z.string().max(2000));

/** A submission, frozen: snapshot, values, texts and files as they were. Nothing of it is ever changed. */
export const FormVersion = z
  .object({
    nth: z.int(),
    at: z.string(),
    /** Who filled it in and handed it over, and who confirmed. */
    filledBy: z.string(),
    confirmedBy: z.string(),
    late: z.boolean(),
    period: EvaluationPeriod,
    unit: z.string(),
    snapshot: z.string(),
    frame: SchemeFrame,
    trace: UnitTrace,
    values: Values,
    /** 预期目标 and 实际完成情况: as typed, else as composed. */
    goals: z.string(),
    achievements: z.string(),
    selfTotal: Points,
    files: z.array(FormFileInfo),
    checks: z.array(FormCheck),
  })
  .meta({ id: 'FormVersion' });
export type FormVersion = z.infer<typeof FormVersion>;

/** How a version was judged: kept with it when the form is returned or finalised. */
export const FormResult = z.object({
  nth: z.int(),
  reviews: z.array(FormReview),
  points: z.record(z.string(), Points),
  sum: Points,
  total: Points,
  grade: z.string().nullable(),
  adjustments: UnitTrace.shape.adjustments,
});
export type FormResult = z.infer<typeof FormResult>;

export const FormEvent = z.object({
  nth: z.int(),
  at: z.string(),
  by: z.string(),
  unit: z.string().nullable(),
  action: z.union([FormAction, z.enum(['open', 'attach', 'detach', 'finishReview', 'reopenReview'])]),
  to: FormState,
  comment: z.string().nullable(),
});
export type FormEvent = z.infer<typeof FormEvent>;

/** An indicator whose figures moved since the form was opened, or last submitted. */
export const FormDelta = z.object({
  indicator: z.string(),
  before: z.object({ actual: z.string().nullable(), points: Points }),
  now: z.object({ actual: z.string().nullable(), points: Points }),
});
export type FormDelta = z.infer<typeof FormDelta>;

export const FormDetail = z
  .object({
    form: FormSummary,
    period: EvaluationPeriod,
    frame: SchemeFrame,
    /** Computed now while the unit has the form, as it was submitted from then on. */
    trace: UnitTrace,
    snapshot: z.string(),
    deltas: z.array(FormDelta),
    values: Values,
    composed: z.object({ goals: z.string(), achievements: z.string() }),
    edited: z.object({ by: z.string(), at: z.string() }).nullable(),
    /** Who handed it in for confirmation: another account confirms. */
    handedInBy: z.string().nullable(),
    /** Fields that differ from what was last confirmed; null where nothing was confirmed yet. */
    editedSinceConfirmation: z.array(z.string()).nullable(),
    files: z.array(FormFileInfo),
    checks: z.array(FormCheck),
    reviews: z.array(FormReview),
    /** Of the last return, or of the final form. */
    result: FormResult.nullable(),
    versions: z.array(z.object({ nth: z.int(), at: z.string(), by: z.string(), selfTotal: Points })),
    events: z.array(FormEvent),
    /** What the caller may do now. */
    steps: z.array(FormAction),
    /** Why the caller cannot confirm, where another account has to. */
    needsSecondPerson: z.boolean(),
  })
  .meta({ id: 'FormDetail' });
export type FormDetail = z.infer<typeof FormDetail>;

const Seen = z.int().min(0);

/** Changed fields only; an empty text takes what was typed away. */
export const SaveFormRequest = z.object({
  seen: Seen,
  values: Values.refine((values) => Object.keys(values).length > 0, {
    message: '没有要保存的内容 · nothing to save',
  }),
});
export type SaveFormRequest = z.infer<typeof SaveFormRequest>;
export const SavedForm = z.object({ version: z.int(), at: z.string() }).meta({ id: 'SavedForm' });
export type SavedForm = z.infer<typeof SavedForm>;

/** What a stale save is told: the draft as it is now. */
export const CurrentDraft = z.object({
  version: z.int(),
  values: Values,
  edited: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type CurrentDraft = z.infer<typeof CurrentDraft>;

export const FormStepRequest = z.object({ seen: Seen, comment: z.string().trim().max(1000).default('') });
export type FormStepRequest = z.input<typeof FormStepRequest>;

/** Most forms that are handled at once. */
export const MOST_FORMS = 200;

/** Accepting or returning many forms at once; a return needs a comment. */
export const FormsStepRequest = z.object({
  forms: z
    .array(z.object({ id: z.string().max(36), seen: Seen }))
    .min(1)
    .max(MOST_FORMS),
  comment: z.string().trim().max(1000).default(''),
  /** For a return: by when it is to be submitted again; the period's day where left out. */
  dueOn: Day.optional(),
});
export type FormsStepRequest = z.input<typeof FormsStepRequest>;

export const SaveReviewRequest = z.object({ seen: Seen, opinions: Opinions });
export type SaveReviewRequest = z.infer<typeof SaveReviewRequest>;
export const SavedReview = z.object({ version: z.int() }).meta({ id: 'SavedReview' });
export type SavedReview = z.infer<typeof SavedReview>;
export const FinishReviewRequest = z.object({ seen: Seen, finished: z.boolean() });
export type FinishReviewRequest = z.infer<typeof FinishReviewRequest>;
export const PublicationRequest = z.object({ published: z.boolean() });
export type PublicationRequest = z.infer<typeof PublicationRequest>;

/** A unit in the ranking. */
export const RankedUnit = z.object({
  form: z.string(),
  unit: z.string(),
  kind: z.enum(['department', 'town']),
  state: FormState,
  rank: z.int().nullable(),
  total: Points,
  grade: z.string().nullable(),
  /** Points against the last earlier period that was finalised; null where there is none. */
  change: z.object({ period: z.string(), points: z.string() }).nullable(),
  /** Where most points were lost, with the unit's own words. */
  losses: z.array(z.object({ indicator: z.string(), name: Bilingual, lost: z.string(), reason: z.string() })),
  flags: z.array(FormFlag),
});
export type RankedUnit = z.infer<typeof RankedUnit>;

export const EvaluationResults = z
  .object({ period: EvaluationPeriod, rows: z.array(RankedUnit) })
  .meta({ id: 'EvaluationResults' });
export type EvaluationResults = z.infer<typeof EvaluationResults>;

/** Which submission of a form; the last one where left out. */
export const SubmissionQuery = z.object({ nth: z.coerce.number().int().min(1).optional() });
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;
