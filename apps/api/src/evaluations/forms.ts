import {
  checkForm,
  composedTexts,
  type EvaluationPeriod,
  type FormDelta,
  type FormResult,
  type FormReview,
  type FormSummary,
  type FormVersion,
  flagsOf,
  isWithUnit,
  reviewPoints,
  type SchemeFrame,
  selfTotal,
  type UnitTrace,
} from '@skill-ledger/contracts';
import { frameOf, parseScheme, type Scheme, settleScore } from '@skill-ledger/etl';
import type { StoredForm, StoredPeriod, StoredReview } from '@skill-ledger/state';

/** The context of a form: its period and the period's scheme. */
export interface PeriodOfForm {
  stored: StoredPeriod;
  scheme: Scheme;
  frame: SchemeFrame;
  shown: EvaluationPeriod;
}

/** Parsed schemes by their text: the scheme of a period never changes, and every step of a form needs it. */
const known = new Map<string, Scheme>();
const KNOWN = 20;

function schemeOf({ id, scheme: text }: StoredPeriod): Scheme {
  const scheme = known.get(text) ?? parseScheme(text, id);
  known.set(text, scheme);
  const [oldest] = known.keys();
  if (known.size > KNOWN && oldest !== undefined) known.delete(oldest);
  return scheme;
}

/** A stored period in its contract's shape, with its scheme. */
export function readPeriod(stored: StoredPeriod): PeriodOfForm {
  const scheme = schemeOf(stored);
  const { scheme: _, ...rest } = stored;
  return {
    stored,
    scheme,
    frame: frameOf(scheme),
    shown: { ...rest, scheme: scheme.id, schemeName: scheme.name },
  };
}

/** Roles that review by this scheme, each with its bureaus and indicators. */
export function reviewersOf({ reviewers }: SchemeFrame): { role: 'office' | 'finance'; bureaus: string[] }[] {
  return (['office', 'finance'] as const)
    .map((role) => ({
      role,
      bureaus: reviewers.filter((one) => one.role === role).map(({ bureau }) => bureau),
    }))
    .filter(({ bureaus }) => bureaus.length > 0);
}

/** Bureaus that have not finished their indicators of a form's last submission. */
export const unfinishedOf = (frame: SchemeFrame, form: StoredForm, reviews: StoredReview[]): string[] =>
  reviewersOf(frame)
    .filter(
      ({ role }) =>
        !reviews.some(
          (one) =>
            one.formId === form.id &&
            one.nth === form.submissions &&
            one.role === role &&
            one.finishedAt !== null,
        ),
    )
    .flatMap(({ bureaus }) => bureaus);

export function summaryOf(form: StoredForm, reviews: StoredReview[], today: string): FormSummary {
  const { id, period, unit, kind, state, version, dueOn, submittedAt, submissions, returns } = form;
  return {
    ...{ id, period, unit, kind, state, version, dueOn, submittedAt, submissions, returns },
    systemTotal: form.systemTotal,
    selfTotal: form.selfTotal,
    reviewTotal: form.reviewTotal,
    grade: form.grade,
    rank: form.rank,
    flags: flagsOf(form, today),
    finished: isWithUnit(state)
      ? []
      : reviews
          .filter((one) => one.formId === id && one.nth === submissions && one.finishedAt !== null)
          .map(({ role }) => role),
  };
}

/** The reviews of a submission by every role, including roles without opinions yet. */
export const reviewsOf = (
  frame: SchemeFrame,
  { id, submissions }: StoredForm,
  reviews: StoredReview[],
): FormReview[] =>
  reviewersOf(frame).map(({ role, bureaus }) => {
    const one = reviews.find((it) => it.formId === id && it.nth === submissions && it.role === role);
    return {
      role,
      bureaus,
      version: one?.version ?? 0,
      opinions: one?.opinions ?? {},
      finishedAt: one?.finishedAt ?? null,
      by: one?.by ?? null,
    };
  });

/** The submission that a form becomes when it is confirmed. */
export function freeze(
  { frame, shown: period }: PeriodOfForm,
  form: StoredForm,
  now: { trace: UnitTrace; snapshot: string },
  by: Pick<FormVersion, 'at' | 'confirmedBy' | 'late' | 'files'>,
): FormVersion {
  const values = form.draft;
  const composed = composedTexts(now.trace);
  return {
    ...by,
    ...now,
    nth: form.submissions + 1,
    filledBy: form.handedIn?.by ?? by.confirmedBy,
    period,
    unit: form.unit,
    frame,
    values,
    goals: values.goals?.trim() || composed.goals,
    achievements: values.achievements?.trim() || composed.achievements,
    selfTotal: selfTotal(now.trace, values),
    checks: checkForm(frame, now.trace, values),
  };
}

/** The result of a submission: the reviewers' points, else the unit's, with the scheme's caps and deductions. */
export function resultOf(
  { scheme }: Pick<PeriodOfForm, 'scheme'>,
  { nth, trace, values }: FormVersion,
  reviews: FormReview[],
): FormResult {
  const opinions = Object.assign({}, ...reviews.map((one) => one.opinions)) as FormReview['opinions'];
  const points = Object.fromEntries(
    trace.indicators.map((one) => [one.id, reviewPoints(one, values, opinions[one.id])]),
  );
  const explained = new Set(
    trace.indicators.filter(({ id }) => values[`${id}.deviation`]?.trim()).map(({ id }) => id),
  );
  return { nth, reviews, points, ...settleScore(scheme, trace, points, explained) };
}

/** Indicators whose actual value or points have changed. */
export const deltasOf = (before: UnitTrace, now: UnitTrace): FormDelta[] =>
  now.indicators.flatMap((one) => {
    const old = before.indicators.find(({ id }) => id === one.id);
    if (!old || (old.actual === one.actual && old.points === one.points)) return [];
    return [
      {
        indicator: one.id,
        before: { actual: old.actual, points: old.points },
        now: { actual: one.actual, points: one.points },
      },
    ];
  });
