import { z } from 'zod';
import { FormCheck, Opinions, SchemeFrame } from './evaluation-checks.ts';
import { EvaluationPeriod, PlannedPeriod } from './evaluation-periods.ts';
import { FormAction, FormFlag, FormState } from './evaluation-steps.ts';
import { Day } from './query.ts';
import { UnitTrace } from './scores.ts';
import { Bilingual } from './text.ts';

const Points = z.string().nullable();

/** A form in lists. */
export const FormSummary = z.object({
  id: z.string(),
  period: z.string(),
  unit: z.string(),
  kind: z.enum(['department', 'town']),
  state: FormState,
  /** Number of changes so far; sent back with each step as `seen`. */
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
    /** Periods that the schedule will open; none for a unit. */
    planned: z.array(PlannedPeriod),
  })
  .meta({ id: 'EvaluationsAnswer' });
export type EvaluationsAnswer = z.infer<typeof EvaluationsAnswer>;

export const EvaluationAnswer = z
  .object({ period: EvaluationPeriod, frame: SchemeFrame, forms: z.array(FormSummary) })
  .meta({ id: 'EvaluationAnswer' });
export type EvaluationAnswer = z.infer<typeof EvaluationAnswer>;

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

/** A role's opinions on its indicators. */
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

/** A submission, frozen: snapshot, values, texts and files as they were. It is never changed. */
export const FormVersion = z
  .object({
    nth: z.int(),
    at: z.string(),
    /** Users who filled it in and handed it in, and who confirmed it. */
    filledBy: z.string(),
    confirmedBy: z.string(),
    late: z.boolean(),
    period: EvaluationPeriod,
    unit: z.string(),
    snapshot: z.string(),
    frame: SchemeFrame,
    trace: UnitTrace,
    values: Values,
    /** 预期目标 and 实际完成情况: as entered, else as composed. */
    goals: z.string(),
    achievements: z.string(),
    selfTotal: Points,
    files: z.array(FormFileInfo),
    checks: z.array(FormCheck),
  })
  .meta({ id: 'FormVersion' });
export type FormVersion = z.infer<typeof FormVersion>;

/** Result of a version, kept with it when the form is returned or finalised. */
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

/** An indicator whose figures have changed since the form was opened or last submitted. */
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
    /** Computed now while the unit has the form; afterwards as submitted. */
    trace: UnitTrace,
    snapshot: z.string(),
    deltas: z.array(FormDelta),
    values: Values,
    composed: z.object({ goals: z.string(), achievements: z.string() }),
    edited: z.object({ by: z.string(), at: z.string() }).nullable(),
    /** The user who handed it in for confirmation; another account must confirm. */
    handedInBy: z.string().nullable(),
    /** Fields that differ from the last confirmed version; null if there is none. */
    editedSinceConfirmation: z.array(z.string()).nullable(),
    files: z.array(FormFileInfo),
    checks: z.array(FormCheck),
    reviews: z.array(FormReview),
    /** Of the last return, or of the final form. */
    result: FormResult.nullable(),
    versions: z.array(z.object({ nth: z.int(), at: z.string(), by: z.string(), selfTotal: Points })),
    events: z.array(FormEvent),
    /** Steps that the caller may take now. */
    steps: z.array(FormAction),
    /** Why the caller cannot confirm, if another account must. */
    needsSecondPerson: z.boolean(),
  })
  .meta({ id: 'FormDetail' });
export type FormDetail = z.infer<typeof FormDetail>;

const Seen = z.int().min(0);

/** Changed fields only; an empty text removes the value. */
export const SaveFormRequest = z.object({
  seen: Seen,
  values: Values.refine((values) => Object.keys(values).length > 0, {
    message: '没有要保存的内容 · nothing to save',
  }),
});
export type SaveFormRequest = z.infer<typeof SaveFormRequest>;
export const SavedForm = z.object({ version: z.int(), at: z.string() }).meta({ id: 'SavedForm' });
export type SavedForm = z.infer<typeof SavedForm>;

/** Answer to a stale save: the current draft. */
export const CurrentDraft = z.object({
  version: z.int(),
  values: Values,
  edited: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type CurrentDraft = z.infer<typeof CurrentDraft>;

export const FormStepRequest = z.object({ seen: Seen, comment: z.string().trim().max(1000).default('') });
export type FormStepRequest = z.input<typeof FormStepRequest>;

/** Maximum number of forms handled at once. */
export const MOST_FORMS = 200;

/** Accepting or returning many forms at once; a return needs a comment. */
export const FormsStepRequest = z.object({
  forms: z
    .array(z.object({ id: z.string().max(36), seen: Seen }))
    .min(1)
    .max(MOST_FORMS),
  comment: z.string().trim().max(1000).default(''),
  /** For a return: due date of the next submission; the period's if omitted. */
  dueOn: Day.optional(),
});
export type FormsStepRequest = z.input<typeof FormsStepRequest>;

export const SaveReviewRequest = z.object({ seen: Seen, opinions: Opinions });
export type SaveReviewRequest = z.infer<typeof SaveReviewRequest>;
export const SavedReview = z.object({ version: z.int() }).meta({ id: 'SavedReview' });
export type SavedReview = z.infer<typeof SavedReview>;
export const FinishReviewRequest = z.object({ seen: Seen, finished: z.boolean() });
export type FinishReviewRequest = z.infer<typeof FinishReviewRequest>;

/** A unit in the ranking. */
export const RankedUnit = z.object({
  form: z.string(),
  unit: z.string(),
  kind: z.enum(['department', 'town']),
  state: FormState,
  rank: z.int().nullable(),
  total: Points,
  grade: z.string().nullable(),
  /** Difference to the last earlier final period in points; null if there is none. */
  change: z.object({ period: z.string(), points: z.string() }).nullable(),
  /** Where most points were lost, with the unit's explanation. */
  losses: z.array(z.object({ indicator: z.string(), name: Bilingual, lost: z.string(), reason: z.string() })),
  flags: z.array(FormFlag),
});
export type RankedUnit = z.infer<typeof RankedUnit>;

export const EvaluationResults = z
  .object({ period: EvaluationPeriod, rows: z.array(RankedUnit) })
  .meta({ id: 'EvaluationResults' });
export type EvaluationResults = z.infer<typeof EvaluationResults>;

/** Which submission of a form; the last one if omitted. */
export const SubmissionQuery = z.object({ nth: z.coerce.number().int().min(1).optional() });
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;
