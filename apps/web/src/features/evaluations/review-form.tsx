import {
  checkReview,
  type FormDetail,
  type FormReview,
  type IndicatorTrace,
  isComplete,
  type Opinions,
  periodName,
  SavedReview,
  selfPoints,
  selfTotal,
} from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order, send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { formQuery } from './api.ts';
import { CheckSummary } from './check-summary.tsx';
import { Evidence } from './evidence.tsx';
import { FormHead } from './form-head.tsx';
import { useFormTexts } from './form-texts.ts';
import { History } from './history.tsx';
import { Score, ThreeScores } from './indicator-card.tsx';
import { Indicators } from './indicators.tsx';
import { OpinionFields } from './opinion-fields.tsx';
import { Said } from './read-form.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { useReviewTexts } from './review-texts.ts';
import { SaidTexts } from './said-texts.tsx';
import { SaveLine } from './save-line.tsx';
import { useTexts } from './texts.ts';
import { type Autosave, useAutosave } from './use-autosave.ts';
import { useSteps } from './use-steps.ts';

interface ReviewFormProps {
  detail: FormDetail;
  /** Of the user's role. */
  own: FormReview;
}

/** Review of a form: three scores side by side, and an opinion on each indicator of the user's bureau. */
export function ReviewForm({ detail, own }: ReviewFormProps) {
  const text = useReviewTexts();
  const { form, trace, values } = detail;
  const { say } = useLanguage();
  const names = useNames();
  const period = say(periodName(form.period));
  const autosave = useReviewAutosave(detail, own);
  const indicators = trace.indicators.filter(({ reviewer }) => own.bureaus.includes(reviewer));
  const checks = checkReview(indicators, values, opinionsOf(autosave.values));
  const bureaus = own.bureaus.map(names).join(text.comma);
  const isFinished = own.finishedAt !== null;
  const open = checks.length;
  return (
    <>
      <FormHead
        detail={detail}
        selfTotal={selfTotal(trace, values)}
        title={
          isFinished
            ? text.finished(names(form.unit), period, bureaus)
            : text.title(names(form.unit), period, bureaus, open)
        }
      >
        <p>
          {detail.reviews
            .map(({ bureaus: others, finishedAt }) =>
              (finishedAt === null ? text.others.open : text.others.done)(others.map(names).join(text.comma)),
            )
            .join(text.comma)}
        </p>
        <CheckSummary
          checks={[
            ...checks.map((check) => ({
              ...check,
              field: `${check.field}.${check.code === 'points' ? 'points' : 'text'}`,
            })),
            ...detail.checks.filter(({ severity }) => severity === 'flag'),
          ]}
          lead={isFinished ? null : text.ready}
        />
      </FormHead>
      <SaidTexts detail={detail} />
      <Indicators detail={detail}>
        {(one) => (
          <>
            <ThreeScores
              system={one.ratings ? '—' : one.points}
              self={<SelfScore one={one} detail={detail} />}
              review={<ReviewScore one={one} detail={detail} own={own} shown={opinionsOf(autosave.values)} />}
            />
            <Said one={one} detail={detail} />
            {own.bureaus.includes(one.reviewer) && !isFinished && (
              <OpinionFields one={one} values={values} autosave={autosave} checks={checks} />
            )}
          </>
        )}
      </Indicators>
      <Evidence detail={detail} />
      <History detail={detail} />
      <ReviewSteps detail={detail} own={own} autosave={autosave} complete={isComplete(checks)} />
    </>
  );
}

function SelfScore({ one, detail: { values } }: { one: IndicatorTrace; detail: FormDetail }) {
  const text = useFormTexts();
  return <Score label={text.self} points={selfPoints(one, values)} />;
}

interface ReviewScoreProps extends ReviewFormProps {
  one: IndicatorTrace;
  /** The user's opinions while they are edited. */
  shown: Opinions;
}

/** 复核分 of an indicator, if the user may see it. */
function ReviewScore({ one, detail: { reviews, values }, own, shown }: ReviewScoreProps) {
  const text = useReviewTexts();
  const names = useNames();
  const review = reviews.find(({ bureaus }) => bureaus.includes(one.reviewer));
  const isOwn = review?.role === own.role;
  const opinion = (isOwn ? shown : review?.opinions)?.[one.id];
  const isKnown = isOwn || (review !== undefined && review.finishedAt !== null);
  return (
    <>
      <Score label={text.points} points={isKnown ? opinion?.points || selfPoints(one, values) : null} />
      {!isOwn && <HelpText> {text.foreign(names(one.reviewer))}</HelpText>}
      {!isOwn && opinion?.text && <p>{opinion.text}</p>}
    </>
  );
}

interface ReviewStepsProps extends ReviewFormProps {
  autosave: Autosave;
  complete: boolean;
}

function ReviewSteps({ detail: { form }, own, autosave, complete }: ReviewStepsProps) {
  const text = useReviewTexts();
  const { desk, failed } = useTexts();
  const client = useQueryClient();
  const { purpose } = useSession();
  const { run, busy, error, clearError } = useSteps();
  const [returning, setReturning] = useState(false);
  const isFinished = own.finishedAt !== null;
  const finish = (): Promise<boolean> =>
    run(async () => {
      if (!(await autosave.flush())) return;
      const now = client.getQueryData(formQuery(form.id, purpose?.text).queryKey)?.reviews;
      const seen = now?.find(({ role }) => role === own.role)?.version ?? own.version;
      await order('PUT', `evaluations/forms/${form.id}/review/finished`, { seen, finished: !isFinished });
    });
  return (
    <>
      {error && <ErrorNote error={error} title={failed} onRetry={clearError} />}
      <StepBar>
        {!isFinished && <SaveLine autosave={autosave} />}
        <Button
          kind={isFinished ? 'quiet' : 'primary'}
          disabled={busy || !(isFinished || complete)}
          onClick={() => void finish()}
        >
          {isFinished ? text.reopen : text.finish}
        </Button>
        <Button disabled={busy} onClick={() => setReturning(true)}>
          {desk.giveBack}
        </Button>
      </StepBar>
      {returning && (
        <ReturnDialog
          count={1}
          onClose={() => setReturning(false)}
          onReturn={async (comment, dueOn) => {
            await autosave.flush();
            const forms = [{ id: form.id, seen: form.version }];
            await order('POST', 'evaluations/return', { forms, comment, ...(dueOn && { dueOn }) });
            setReturning(false);
            await run(async () => undefined);
          }}
        />
      )}
    </>
  );
}

/** Opinions as fields: `<indicator>.points` and `<indicator>.text`. */
const fieldsOfOpinions = (opinions: Opinions): Record<string, string> =>
  Object.fromEntries(
    Object.entries(opinions)
      .flatMap(([id, { points, text }]) => [
        [`${id}.points`, points],
        [`${id}.text`, text],
      ])
      .filter(([, text]) => text !== ''),
  );

function opinionsOf(fields: Record<string, string>): Opinions {
  const ids = new Set(Object.keys(fields).map((field) => field.split('.')[0] ?? ''));
  return Object.fromEntries(
    [...ids].map((id) => [id, { points: fields[`${id}.points`] ?? '', text: fields[`${id}.text`] ?? '' }]),
  );
}

function useReviewAutosave({ form: { id }, trace, values }: FormDetail, own: FormReview): Autosave {
  const client = useQueryClient();
  const { purpose } = useSession();
  const { queryKey } = formQuery(id, purpose?.text);
  const indicators = trace.indicators.filter(({ reviewer }) => own.bureaus.includes(reviewer));
  const kept = fieldsOfOpinions(own.opinions);
  return useAutosave({
    name: `evaluation.${id}.review`,
    values: kept,
    version: own.version,
    heldBack: (now) =>
      new Set(
        checkReview(indicators, values, opinionsOf(now)).flatMap(({ code, field }) =>
          code === 'points' ? [`${field}.points`] : [],
        ),
      ),
    send: async (fields, seen) => {
      const merged = opinionsOf({ ...kept, ...fields });
      const touched = Object.keys(opinionsOf(fields));
      const opinions = Object.fromEntries(
        touched.map((indicator) => [indicator, merged[indicator] ?? { points: '', text: '' }]),
      );
      const saved = await send('PATCH', `evaluations/forms/${id}/review`, SavedReview, { seen, opinions });
      await client.cancelQueries({ queryKey });
      client.setQueryData(
        queryKey,
        (old) =>
          old && {
            ...old,
            reviews: old.reviews.map((review) =>
              review.role === own.role
                ? { ...review, version: saved.version, opinions: { ...review.opinions, ...opinions } }
                : review,
            ),
          },
      );
    },
    refresh: () => client.refetchQueries({ queryKey }),
  });
}
