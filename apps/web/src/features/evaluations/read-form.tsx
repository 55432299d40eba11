import {
  type FormDetail,
  fieldOf,
  type IndicatorTrace,
  isWithUnit,
  periodName,
  selfPoints,
  selfTotal,
} from '@skill-ledger/contracts';
import { useState } from 'react';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { CheckSummary } from './check-summary.tsx';
import { Evidence } from './evidence.tsx';
import { useFieldNames } from './field-names.ts';
import { FormHead } from './form-head.tsx';
import { useFormTexts } from './form-texts.ts';
import { History } from './history.tsx';
import { Score, ThreeScores } from './indicator-card.tsx';
import { Indicators } from './indicators.tsx';
import { Opinions } from './opinions.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { SaidTexts } from './said-texts.tsx';
import { useTexts } from './texts.ts';
import { TypedFields, withoutKept } from './typed-fields.ts';
import { useSteps } from './use-steps.ts';

/** A read-only form, with the steps the user may take: confirm, take back, accept, return. */
export function ReadForm({ detail }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { form, trace, values, checks, result } = detail;
  const shown = form.state === 'reviewing' ? null : result;
  return (
    <>
      <FormHead detail={detail} title={useTitle(detail)} selfTotal={selfTotal(trace, values)}>
        <Unsent detail={detail} />
        {isWithUnit(form.state) && form.state !== 'confirming' ? null : (
          <CheckSummary checks={checks} lead={form.state === 'confirming' ? text.confirmAsk : null} />
        )}
      </FormHead>
      <SaidTexts detail={detail} />
      <Indicators detail={detail}>
        {(one) => (
          <>
            <ThreeScores
              system={one.ratings ? '—' : one.points}
              self={<Score label={text.self} points={selfPoints(one, values)} />}
              review={<Score label={text.review} points={shown?.points[one.id]} />}
            />
            <Said one={one} detail={detail} />
            <Opinions result={shown} indicator={one.id} />
          </>
        )}
      </Indicators>
      <Evidence detail={detail} />
      <History detail={detail} />
      <Steps detail={detail} />
    </>
  );
}

export function useTitle({ form, trace, values, result }: FormDetail): string {
  const { title, grades } = useFormTexts();
  const { say } = useLanguage();
  const names = useNames();
  const unit = names(form.unit);
  const period = say(periodName(form.period));
  if (trace.total === null) return title.none(unit, period);
  if (form.reviewTotal !== null && result?.grade) {
    return title.final(unit, period, form.reviewTotal, grades[result.grade] ?? result.grade);
  }
  return title.read(unit, period, selfTotal(trace, values) ?? '');
}

/** The unit's entries for an indicator. */
export function Said({ one, detail: { values } }: { one: IndicatorTrace; detail: FormDetail }) {
  const text = useFormTexts();
  return (['reason', 'deviation'] as const).map((part) => {
    const said = values[fieldOf(one.id, part)];
    return (
      said && (
        <p key={part}>
          <strong>{text[part]}</strong>
          {text.colon}
          {said}
        </p>
      )
    );
  });
}

/** Input that was not saved before another account handed the form in. */
function Unsent({ detail: { form, trace, values } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const nameOf = useFieldNames(trace);
  const [typed] = useDraft(`evaluation.${form.id}`, {}, TypedFields.parse);
  const left = Object.entries(withoutKept(typed, values));
  if (left.length === 0) return null;
  return (
    <Notice tone="warn">
      {text.unsent}
      <ul>
        {left.map(([field, one]) => (
          <li key={field}>
            {nameOf(field)}
            {text.colon}
            {one.text}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const PATHS = { takeBack: 'take-back', confirm: 'confirm' } as const;

function Steps({ detail: { form, steps, needsSecondPerson } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { desk } = useTexts();
  const { run, busy, error, clearError } = useSteps();
  const [returning, setReturning] = useState(false);
  const forms = [{ id: form.id, seen: form.version }];
  const own = (step: keyof typeof PATHS) => () =>
    void run(() => order('POST', `evaluations/forms/${form.id}/${PATHS[step]}`, { seen: form.version }));
  if (steps.every((step) => !['takeBack', 'confirm', 'accept', 'return'].includes(step))) return null;
  return (
    <>
      {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
      <StepBar>
        {needsSecondPerson && <span>{text.secondPerson}</span>}
        {steps.includes('confirm') && !needsSecondPerson && (
          <Button kind="primary" disabled={busy} onClick={own('confirm')}>
            {text.confirm}
          </Button>
        )}
        {steps.includes('takeBack') && (
          <Button disabled={busy} onClick={own('takeBack')}>
            {text.takeBack}
          </Button>
        )}
        {steps.includes('accept') && (
          <Button
            kind="primary"
            disabled={busy}
            onClick={() => void run(() => order('POST', 'evaluations/accept', { forms }))}
          >
            {desk.accept}
          </Button>
        )}
        {steps.includes('return') && (
          <Button disabled={busy} onClick={() => setReturning(true)}>
            {desk.giveBack}
          </Button>
        )}
      </StepBar>
      {returning && (
        <ReturnDialog
          count={1}
          onClose={() => setReturning(false)}
          onReturn={async (comment, dueOn) => {
            await order('POST', 'evaluations/return', { forms, comment, ...(dueOn && { dueOn }) });
            await run(async () => undefined);
            setReturning(false);
          }}
        />
      )}
    </>
  );
}
