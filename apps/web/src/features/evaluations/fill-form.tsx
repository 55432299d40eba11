import {
  changedFields,
  checkForm,
  type FormDetail,
  isComplete,
  periodName,
  SavedForm,
  selfTotal,
} from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order, send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { formQuery } from './api.ts';
import { CheckSummary } from './check-summary.tsx';
import { Evidence } from './evidence.tsx';
import { useFieldNames } from './field-names.ts';
import { FormHead } from './form-head.tsx';
import { useFormTexts } from './form-texts.ts';
import { History } from './history.tsx';
import { IndicatorFields } from './indicator-fields.tsx';
import { Indicators } from './indicators.tsx';
import { OwnTexts } from './own-texts.tsx';
import { SaveLine } from './save-line.tsx';
import { useAutosave } from './use-autosave.ts';
import { useSteps } from './use-steps.ts';

/** A unit's form: filled from the ledgers; only values that are not in the ledgers are entered. */
export function FillForm({ detail }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { form, frame, trace, composed } = detail;
  const { say } = useLanguage();
  const period = say(periodName(form.period));
  const names = useNames();
  const autosave = useFormAutosave(detail);
  const checks = checkForm(frame, trace, autosave.values);
  const [asked, setAsked] = useState(false);
  const { run, busy, error, clearError } = useSteps();
  const client = useQueryClient();
  const { purpose } = useSession();
  const open = checks.filter(({ severity }) => severity !== 'flag').length;
  const total = selfTotal(trace, autosave.values);
  const handIn = async (): Promise<void> => {
    setAsked(true);
    if (!isComplete(checks)) {
      document.querySelector('[data-testid=checks]')?.scrollIntoView({ block: 'center' });
      return;
    }
    await run(async () => {
      if (!(await autosave.flush())) return;
      // Saving has incremented the version: the newest is in the cache.
      const seen =
        client.getQueryData(formQuery(form.id, purpose?.text).queryKey)?.form.version ?? form.version;
      await order('POST', `evaluations/forms/${form.id}/hand-in`, { seen });
    });
  };
  return (
    <>
      <FormHead
        detail={detail}
        selfTotal={total}
        title={
          trace.total === null
            ? text.title.none(names(form.unit), period)
            : text.title.fill(names(form.unit), period, trace.total, open)
        }
      >
        <OthersEdits detail={detail} />
        <CheckSummary checks={checks} />
      </FormHead>
      <OwnTexts composed={composed} autosave={autosave} />
      <Indicators detail={detail}>
        {(one) => (
          <IndicatorFields
            one={one}
            autosave={autosave}
            checks={checks}
            showsMissing={asked}
            result={detail.result}
          />
        )}
      </Indicators>
      <Evidence detail={detail} editable />
      <History detail={detail} />
      {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
      <StepBar>
        <SaveLine autosave={autosave} />
        <Button kind="primary" disabled={busy} onClick={() => void handIn()}>
          {text.handIn}
        </Button>
      </StepBar>
    </>
  );
}

function useFormAutosave({ form: { id, version }, frame, trace, values }: FormDetail) {
  const client = useQueryClient();
  const { account, purpose } = useSession();
  const { queryKey } = formQuery(id, purpose?.text);
  return useAutosave({
    name: `evaluation.${id}`,
    values,
    version,
    // Invalid points stay on the page until they are corrected; everything else is saved meanwhile.
    heldBack: (now) =>
      new Set(
        checkForm(frame, trace, now).flatMap(({ code, field }) =>
          code === 'self' && field !== null ? [field] : [],
        ),
      ),
    send: async (fields, seen) => {
      const saved = await send('PATCH', `evaluations/forms/${id}`, SavedForm, { seen, values: fields });
      // A query under way was sent before the save and would return the old version.
      await client.cancelQueries({ queryKey });
      client.setQueryData(
        queryKey,
        (old) =>
          old && {
            ...old,
            values: { ...old.values, ...fields },
            edited: { by: account.displayName, at: saved.at },
            form: { ...old.form, version: saved.version, state: 'filling' as const },
          },
      );
    },
    refresh: () => client.refetchQueries({ queryKey }),
  });
}

/** Shows what another account changed while the form was open. */
function OthersEdits({ detail: { values, edited, trace } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { account } = useSession();
  const nameOf = useFieldNames(trace);
  const before = useRef(values);
  const [told, setTold] = useState<{ by: string; fields: string[] }>();
  useEffect(() => {
    const fields = changedFields(before.current, values);
    before.current = values;
    if (fields.length > 0 && edited && edited.by !== account.displayName) setTold({ by: edited.by, fields });
  }, [values, edited, account.displayName]);
  return (
    <div role="status">
      {told && (
        <Notice tone="warn">{text.othersEdited(told.by, told.fields.map(nameOf).join(text.comma))}</Notice>
      )}
    </div>
  );
}
