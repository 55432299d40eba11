import { NOTICE_SCOPE_LABELS, type NoticeSummary, type NoticesAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { formatYuan } from '../../ui/money.ts';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { noticesQuery } from './api.ts';
import { OpenNotice } from './open-notice.tsx';
import { StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

/** Every name list, with a button to open one. */
export function NoticesPage() {
  const text = useTexts();
  const answer = useQuery(noticesQuery);
  return (
    <Answer query={answer} height={360}>
      {(found) => (
        <>
          <Head found={found} />
          {found.notices.length === 0 ? (
            <EmptyState>{text.noneDetail}</EmptyState>
          ) : (
            <NoticeTable notices={found.notices} />
          )}
        </>
      )}
    </Answer>
  );
}

function Head({ found: { notices, choices } }: { found: NoticesAnswer }) {
  const text = useTexts();
  const { may } = useSession();
  const { language } = useLanguage();
  const [opening, setOpening] = useState(false);
  const running = notices.filter(({ state }) => state === 'running');
  const open = notices.reduce((sum, { objections }) => sum + objections.open, 0);
  return (
    <>
      <PageHead
        title={notices.length === 0 ? text.none : text.title(formatCount(running.length), formatCount(open))}
        lead={text.lead}
        actions={
          <>
            {may('notices.open') && !opening && (
              <Button kind="primary" onClick={() => setOpening(true)}>
                {text.open.button}
              </Button>
            )}
            <ButtonAnchor href={`/public/notices${language === 'zh' ? '' : '.en'}.html`}>
              {text.publicSite}
            </ButtonAnchor>
          </>
        }
      />
      {opening && <OpenNotice choices={choices} onClose={() => setOpening(false)} />}
    </>
  );
}

function NoticeTable({ notices }: { notices: NoticeSummary[] }) {
  const text = useTexts();
  const { columns } = text;
  const { language, say } = useLanguage();
  return (
    <DataTable
      tall
      caption={text.list}
      rows={notices}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'notice',
          header: columns.notice,
          cell: ({ id, scope }) => (
            <>
              <ButtonLink
                kind="link"
                size="small"
                to="/releases/notices/$notice"
                params={{ notice: id }}
                search={({ lang }) => ({ lang })}
              >
                <strong>{id}</strong>
              </ButtonLink>
              <br />
              <HelpText>{`${say(NOTICE_SCOPE_LABELS[scope.kind])} ${scope.value}`}</HelpText>
            </>
          ),
        },
        {
          key: 'state',
          header: columns.state,
          align: 'start',
          cell: ({ state }) => <StateMark state={state} />,
        },
        {
          key: 'days',
          header: columns.days,
          align: 'start',
          cell: ({ startsOn, endsOn }) => `${formatDay(startsOn, language)} – ${formatDay(endsOn, language)}`,
        },
        {
          key: 'left',
          header: columns.left,
          align: 'start',
          cell: ({ daysLeft }) => (daysLeft === null ? '—' : text.left(daysLeft)),
        },
        { key: 'rows', header: columns.rows, cell: ({ rows }) => formatCount(rows) },
        { key: 'amount', header: columns.amount, cell: ({ amount }) => formatYuan(amount) },
        {
          key: 'objections',
          header: columns.objections,
          align: 'start',
          cell: ({ objections: { all, open, overdue } }) => (
            <>
              {text.objections(formatCount(all), formatCount(open))}
              {overdue > 0 && ` ■ ${text.overdue(formatCount(overdue))}`}
            </>
          ),
        },
      ]}
    />
  );
}
