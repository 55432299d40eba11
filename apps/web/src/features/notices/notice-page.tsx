import {
  NOTICE_EVENT_LABELS,
  NOTICE_SCOPE_LABELS,
  NOTICE_STATE_LABELS,
  type NoticeAnswer,
  ROW_RESULT_LABELS,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PersonalDownload } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { formatYuan } from '../../ui/money.ts';
import { PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { noticeQuery } from './api.ts';
import { Objections } from './objections.tsx';
import { StateMark } from './state-mark.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { useTexts } from './texts.ts';

/** A name list: its days, objections and results. */
export function NoticePage() {
  const { notice: id = '' } = useParams({ strict: false });
  const { purpose } = useSession();
  const answer = useQuery(noticeQuery(id, purpose?.until ?? null));
  return (
    <Answer query={answer} height={480}>
      {(found) => (
        <>
          <Head found={found} />
          <NoticeFacts found={found} />
          <Objections found={found} />
          <History events={found.events} />
        </>
      )}
    </Answer>
  );
}

function Head({ found: { notice, steps } }: { found: NoticeAnswer }) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const { may } = useSession();
  const [stopping, setStopping] = useState(false);
  const { id, state } = notice;
  const address = `/api/v1/notices/${encodeURIComponent(id)}`;
  return (
    <>
      <PageHead
        title={text.pageTitle(id, say(NOTICE_STATE_LABELS[state]))}
        lead={state === 'ended' && text.downloadHelp}
        actions={
          <>
            {state === 'ended' && (
              <>
                <ButtonAnchor kind="primary" href={`${address}/results.xlsx`}>
                  {text.download('XLSX')}
                </ButtonAnchor>
                <ButtonAnchor href={`${address}/results.csv`}>{text.download('CSV')}</ButtonAnchor>
                {may('notices.open') && (
                  <PersonalDownload href={`${address}/ledger.xlsx`}>{text.ledger}</PersonalDownload>
                )}
              </>
            )}
            <ButtonAnchor href={`/public/notices/${id}${language === 'zh' ? '' : '.en'}.html`}>
              {text.publicPage}
            </ButtonAnchor>
            {steps.includes('stop') && (
              <Button kind="danger" onClick={() => setStopping(true)}>
                {text.stop.button}
              </Button>
            )}
          </>
        }
      />
      {stopping && <StopDialog notice={notice} onClose={() => setStopping(false)} />}
    </>
  );
}

function NoticeFacts({ found: { notice, results } }: { found: NoticeAnswer }) {
  const text = useTexts();
  const { facts } = text;
  const { language, say } = useLanguage();
  const { scope, startsOn, endsOn, days, daysLeft, clause } = notice;
  const span = text.span(formatDay(startsOn, language), formatDay(endsOn, language), days);
  const told = results.map(({ result, rows }) =>
    text.result(say(ROW_RESULT_LABELS[result]), formatCount(rows)),
  );
  return (
    <Facts
      facts={[
        [
          facts.state,
          <span key="state">
            <StateMark state={notice.state} />
            {daysLeft !== null && ` · ${text.columns.left} ${text.left(daysLeft)}`}
          </span>,
        ],
        [facts.scope, `${say(NOTICE_SCOPE_LABELS[scope.kind])} ${scope.value}`],
        [facts.days, `${span} · ${clause}`],
        [facts.rows, text.rowsAndPersons(formatCount(notice.rows), formatCount(notice.persons))],
        [facts.amount, formatYuan(notice.amount)],
        [facts.results, told.join(language === 'zh' ? '；' : '; ')],
        [facts.stopReason, notice.stopReason],
        [facts.opened, `${notice.openedBy} ${formatInstant(notice.openedAt, language)}`],
        [facts.snapshot, notice.snapshot],
      ]}
    />
  );
}

function History({ events }: Pick<NoticeAnswer, 'events'>) {
  const text = useTexts();
  const { language, say } = useLanguage();
  return (
    <Section id="history" title={text.history}>
      <ol>
        {events.map(({ nth, at, by, action, comment }) => (
          <li key={nth}>
            {formatInstant(at, language)} · {by} · {say(NOTICE_EVENT_LABELS[action])}
            {comment && (
              <>
                {text.colon}
                {comment}
              </>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
