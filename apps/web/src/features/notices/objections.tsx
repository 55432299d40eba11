import { HOLD_LABELS, NOTICE_EVENT_LABELS, type NoticeAnswer, type Objection } from '@skill-ledger/contracts';
import { useState } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { type ObjectionDecision, ObjectionDialog } from './objection-dialog.tsx';
import { StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

const DECISIONS: ObjectionDecision[] = ['dismiss', 'uphold', 'hold'];

/** Objections of the public, with buttons to answer them. */
export function Objections({ found: { notice, objections } }: { found: NoticeAnswer }) {
  const text = useTexts();
  const { purpose } = useSession();
  const title = text.objectionsTitle(formatCount(notice.objections.open), formatCount(notice.objections.all));
  return (
    <Section id="objections" title={title} actions={objections.length > 0 && <UnmaskButton />}>
      {objections.length > 0 && purpose === null && <HelpText>{text.masked}</HelpText>}
      {objections.map((one) => (
        <OneObjection key={one.id} notice={notice.id} objection={one} />
      ))}
    </Section>
  );
}

function OneObjection({ notice, objection }: { notice: string; objection: Objection }) {
  const { objection: text } = useTexts();
  const { say, language } = useLanguage();
  const [asked, setAsked] = useState<ObjectionDecision>();
  const { payout, class: of, state, steps, row } = objection;
  const about = row === null ? text.wholeList : text.row(payout ?? '—', of ?? '—');
  const due = formatDay(objection.dueOn, language);
  // An objection to the whole list always holds all of it.
  const open = DECISIONS.filter((one) => steps.includes(one) && (one !== 'hold' || row !== null));
  return (
    <article aria-label={`${text.about} ${about}`}>
      <Facts
        facts={[
          [text.about, about],
          [text.state, <StateMark key="state" state={state} />],
          [text.filed, formatInstant(objection.filedAt, language)],
          [text.text, objection.text],
          [text.contact, objection.contact],
          [text.due, state === 'open' && (objection.isOverdue ? `■ ${due} ${text.isOverdue}` : due)],
          [text.hold, state === 'open' && say(HOLD_LABELS[objection.hold])],
          [
            text.answer,
            objection.answeredAt &&
              `${objection.answer} · ${objection.answeredBy} ${formatInstant(objection.answeredAt, language)}`,
          ],
        ]}
      />
      {open.length > 0 && (
        <Actions>
          {open.map((action) => (
            <Button
              key={action}
              size="small"
              aria-label={`${say(NOTICE_EVENT_LABELS[action])} ${about}`}
              onClick={() => setAsked(action)}
            >
              {say(NOTICE_EVENT_LABELS[action])}
            </Button>
          ))}
        </Actions>
      )}
      {asked && (
        <ObjectionDialog
          notice={notice}
          objection={objection}
          action={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </article>
  );
}
