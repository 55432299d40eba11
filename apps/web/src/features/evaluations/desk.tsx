import {
  type EvaluationAnswer,
  FORM_FLAG_LABELS,
  FORM_STATE_LABELS,
  FormFlag,
  FormState,
  type FormSummary,
  isWithUnit,
  periodName,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, Filters, PageHead } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { EVALUATIONS_KEY, periodQuery } from './api.ts';
import { Closing } from './closing.tsx';
import { Finalise } from './finalise.tsx';
import { FormTable } from './form-table.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { useTexts } from './texts.ts';

/** The forms of a period with their states; several can be accepted or returned at once, and the period be finalised. */
export function DeskPage() {
  const { period } = useParams({ from: '/evaluations/$period' });
  return (
    <Answer query={useQuery(periodQuery(period))} height={640}>
      {(data) => <Desk data={data} />}
    </Answer>
  );
}

function Desk({ data: { period, forms } }: { data: EvaluationAnswer }) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const { may } = useSession();
  const search = useSearch({ from: '/evaluations/$period' });
  const shown = forms.filter(
    ({ state, flags }) =>
      (search.state === undefined || state === search.state) &&
      (search.flag === undefined || flags.some((flag) => flag === search.flag)),
  );
  const { closesOn } = period;
  const submitted = forms.filter(({ state }) => !isWithUnit(state)).length;
  return (
    <>
      <PageHead
        title={text.desk.title(say(periodName(period.id)), formatCount(submitted), formatCount(forms.length))}
        lead={[
          text.desk.lead(say(period.schemeName), formatDay(period.dueOn, language)),
          closesOn !== null &&
            (period.closedAt === null ? text.closing.until : text.closing.closed)(
              formatDay(closesOn, language),
            ),
          period.note,
        ]
          .filter(Boolean)
          .join(' ')}
        actions={
          period.finalisedAt === null &&
          may('evaluations.finalise') && (
            <>
              <Finalise period={period.id} forms={forms} />
              <Closing key={closesOn} period={period} />
            </>
          )
        }
      />
      <DeskFilters />
      {shown.length === 0 ? <EmptyState>{text.desk.nothing}</EmptyState> : <Chooser shown={shown} />}
    </>
  );
}

function DeskFilters() {
  const text = useTexts();
  const { say } = useLanguage();
  const search = useSearch({ from: '/evaluations/$period' });
  const navigate = useNavigate({ from: '/evaluations/$period' });
  const choose = (part: 'state' | 'flag', value: string): void =>
    void navigate({ search: (old) => ({ ...old, [part]: value || undefined }), replace: true });
  return (
    <Filters label={text.filters}>
      <Select
        label={text.desk.state}
        value={search.state ?? ''}
        placeholder={text.all}
        options={FormState.options.map((state) => ({ value: state, label: say(FORM_STATE_LABELS[state]) }))}
        onValue={(value) => choose('state', value)}
      />
      <Select
        label={text.desk.flag}
        value={search.flag ?? ''}
        placeholder={text.all}
        options={FormFlag.options.map((flag) => ({ value: flag, label: say(FORM_FLAG_LABELS[flag]) }))}
        onValue={(value) => choose('flag', value)}
      />
    </Filters>
  );
}

/** The list, with actions for the selected forms. */
function Chooser({ shown }: { shown: FormSummary[] }) {
  const text = useTexts();
  const { may } = useSession();
  const client = useQueryClient();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [returning, setReturning] = useState(false);
  const [done, setDone] = useState<string>();
  const [error, setError] = useState<Error>();
  const chosen = shown.filter(({ id }) => ids.has(id));
  const step = async (path: 'accept' | 'return', more: object, said: string): Promise<void> => {
    setError(undefined);
    setDone(undefined);
    try {
      await order('POST', `evaluations/${path}`, {
        forms: chosen.map(({ id, version }) => ({ id, seen: version })),
        ...more,
      });
      setIds(new Set());
      setDone(said);
    } finally {
      await client.invalidateQueries({ queryKey: EVALUATIONS_KEY });
    }
  };
  const count = formatCount(chosen.length);
  const allSubmitted = chosen.every(({ state }) => state === 'submitted');
  const allReturnable = chosen.every(({ state }) => state === 'submitted' || state === 'reviewing');
  return (
    <>
      <div role="status">{done !== undefined && <Notice tone="good">{done}</Notice>}</div>
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
      <FormTable forms={shown} {...(may('evaluations.accept') && { ids, onChoose: setIds })} />
      {chosen.length > 0 && (
        <StepBar live>
          <span>{text.desk.chosen(count)}</span>
          <Button
            kind="primary"
            disabled={!allSubmitted}
            onClick={() => void step('accept', {}, text.desk.accepted(count)).catch(setError)}
          >
            {text.desk.accept}
          </Button>
          <Button disabled={!allReturnable} onClick={() => setReturning(true)}>
            {text.desk.giveBack}
          </Button>
          {!(allSubmitted && allReturnable) && <span>{text.desk.mixed}</span>}
        </StepBar>
      )}
      {returning && (
        <ReturnDialog
          count={chosen.length}
          onClose={() => setReturning(false)}
          onReturn={async (comment, dueOn) => {
            await step('return', { comment, ...(dueOn && { dueOn }) }, text.desk.returned(count));
            setReturning(false);
          }}
        />
      )}
    </>
  );
}
