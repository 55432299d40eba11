import { type FormDetail, isWithUnit } from '@skill-ledger/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page.tsx';
import { FormDownloads, isSubmitted } from './form-downloads.tsx';
import { useFormTexts } from './form-texts.ts';
import { Flags, StateMark } from './state-mark.tsx';

interface FormHeadProps {
  detail: FormDetail;
  title: string;
  selfTotal: string | null;
  children?: ReactNode;
}

/** Subject and state of a form, and changes of the ledgers meanwhile. */
export function FormHead({ detail, title, selfTotal, children }: FormHeadProps) {
  const { form, period, edited, snapshot, trace, handedInBy, editedSinceConfirmation } = detail;
  const text = useFormTexts();
  const { language, say } = useLanguage();
  const { facts } = text;
  const absent = text.notEvaluated;
  return (
    <>
      <PageHead
        title={title}
        lead={<StateMark state={form.state} />}
        actions={isSubmitted(form) && <FormDownloads form={form.id} unit={form.unit} />}
      />
      <Facts
        size="small"
        facts={[
          [facts.totals, `${trace.total ?? absent} / ${selfTotal ?? absent} / ${form.reviewTotal ?? '—'}`],
          [facts.due, formatDay(form.dueOn, language)],
          [facts.flags, form.flags.length > 0 && <Flags flags={form.flags} />],
          [facts.note, period.note],
          [facts.edited, edited && `${edited.by} · ${formatInstant(edited.at, language)}`],
          [facts.handedIn, form.state === 'confirming' && handedInBy],
          [
            facts.editedSince,
            editedSinceConfirmation !== null &&
              facts.editedFields(formatCount(editedSinceConfirmation.length)),
          ],
          [facts.scheme, `${say(period.schemeName)} ${period.scheme}`],
          [facts.snapshot, snapshot],
        ]}
      />
      <ReturnedNote detail={detail} />
      <ShutNote detail={detail} />
      <Deltas detail={detail} />
      {children}
    </>
  );
}

/** Why a form that was never submitted can no longer be filled in. */
function ShutNote({ detail: { form, period } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { language } = useLanguage();
  const { closedAt, closesOn } = period;
  if (closedAt === null || closesOn === null || form.submissions > 0 || !isWithUnit(form.state)) return null;
  return <Notice tone="warn">{text.shut(formatDay(closesOn, language))}</Notice>;
}

/** Why the form was returned to its unit. */
function ReturnedNote({ detail: { form, events } }: { detail: FormDetail }) {
  const { language } = useLanguage();
  const last = [...events].reverse().find(({ action }) => action === 'return' || action === 'confirm');
  if (last?.action !== 'return' || form.submissions === 0) return null;
  return (
    <Notice tone="warn" data-testid="returned">
      {last.by} · {formatInstant(last.at, language)}
      <br />
      {last.comment}
    </Notice>
  );
}

function Deltas({ detail: { form, deltas, trace } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { say } = useLanguage();
  if (deltas.length === 0) return null;
  const frozen = form.submissions > 0 && !isWithUnit(form.state);
  return (
    <Notice tone="info" data-testid="deltas">
      {frozen ? text.deltasFrozen(deltas.length) : text.deltas(deltas.length)}
      <ul>
        {deltas.map(({ indicator, before, now }) => {
          const name = trace.indicators.find(({ id }) => id === indicator)?.name;
          const absent = text.absence.不适用;
          return (
            <li key={indicator}>
              {text.delta(name ? say(name) : indicator, before.points ?? absent, now.points ?? absent)}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
