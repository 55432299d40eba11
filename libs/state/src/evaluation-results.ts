import {
  changeOf,
  type FormOutcome,
  FormResult,
  flagsOf,
  lossesOf,
  type Opinions,
} from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import { listForms, type StoredForm } from './evaluation-forms.ts';
import { listPeriods, type StoredPeriod } from './evaluation-periods.ts';
import { findFormVersion, listReviews, type StoredReview } from './evaluation-steps.ts';
import type { StateTables } from './schema.ts';

/**
 * The outcome of every form of a period, by place; unranked ones last.
 * @param today YYYY-MM-DD, for forms that are late
 */
export async function listOutcomes(
  store: Kysely<StateTables>,
  period: StoredPeriod,
  today: string,
): Promise<FormOutcome[]> {
  const earlier = (await listPeriods(store)).filter(
    ({ finalisedAt, to }) => finalisedAt !== null && to < period.to,
  );
  const all = await listForms(store);
  const reviews = await listReviews(store);
  const outcomes: FormOutcome[] = [];
  for (const form of all.filter((one) => one.period === period.id)) {
    const version = form.submissions === 0 ? null : ((await findFormVersion(store, form.id)) ?? null);
    const judged = form.result === null ? null : FormResult.parse(JSON.parse(form.result));
    const result = judged !== null && judged.nth === version?.nth ? judged : null;
    const isFinal = form.state === 'final' || form.state === 'published';
    const before = earlier
      .map((one) => all.find(({ period: of, unit }) => of === one.id && unit === form.unit))
      .find((one) => one !== undefined && one.reviewTotal !== null);
    outcomes.push({
      ranked: {
        form: form.id,
        unit: form.unit,
        kind: form.kind,
        state: form.state,
        rank: form.rank,
        total: form.reviewTotal,
        grade: form.grade,
        change: changeOf(form.reviewTotal, before && { period: before.period, total: before.reviewTotal }),
        losses: isFinal && version && result ? lossesOf(version, result) : [],
        flags: flagsOf(form, today),
      },
      systemTotal: version?.trace.total ?? form.systemTotal,
      selfTotal: version?.selfTotal ?? null,
      version,
      result,
      ...saidOf(form, reviews),
    });
  }
  const place = ({ ranked: { rank } }: FormOutcome): number => rank ?? Number.MAX_SAFE_INTEGER;
  return outcomes.sort((a, b) => place(a) - place(b));
}

/** Finished reviews of a form's last submission. */
function saidOf(
  { id, submissions }: StoredForm,
  reviews: StoredReview[],
): Pick<FormOutcome, 'opinions' | 'finished'> {
  const own = reviews.filter(
    ({ formId, nth, finishedAt }) => formId === id && nth === submissions && finishedAt !== null,
  );
  return {
    finished: own.map(({ role }) => role),
    opinions: Object.assign({}, ...own.map(({ opinions }) => opinions)) as Opinions,
  };
}
