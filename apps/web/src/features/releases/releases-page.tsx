import {
  APPROVING_BUREAUS,
  periodName,
  type ReleaseSummary,
  type ReleasesAnswer,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { releasesQuery } from './api.ts';
import { BuildRelease } from './build-release.tsx';
import { StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

const UNDER_WAY = ['draft', 'submitted', 'approved'];

/** Every release, with a button to build one. */
export function ReleasesPage() {
  const text = useTexts();
  const answer = useQuery(releasesQuery);
  return (
    <Answer query={answer} height={360}>
      {(found) => (
        <>
          <Head found={found} />
          <div role="status">{found.isPreparing && <Notice>{text.preparing}</Notice>}</div>
          {found.releases.length === 0 ? (
            !found.isPreparing && <EmptyState>{text.noneDetail}</EmptyState>
          ) : (
            <ReleaseTable releases={found.releases} />
          )}
        </>
      )}
    </Answer>
  );
}

function Head({ found: { releases, periods } }: { found: ReleasesAnswer }) {
  const text = useTexts();
  const { may } = useSession();
  const [building, setBuilding] = useState(false);
  const published = releases.filter(({ state }) => state === 'published');
  const waiting = releases.filter(({ state }) => UNDER_WAY.includes(state));
  return (
    <>
      <PageHead
        title={
          releases.length === 0
            ? text.none
            : text.title(formatCount(published.length), formatCount(waiting.length))
        }
        lead={text.lead}
        actions={
          <>
            {may('releases.prepare') && !building && (
              <Button kind="primary" onClick={() => setBuilding(true)}>
                {text.build.button}
              </Button>
            )}
            {published.length > 0 && <ButtonAnchor href="/public/">{text.publicSite}</ButtonAnchor>}
          </>
        }
      />
      {building && <BuildRelease periods={periods} onClose={() => setBuilding(false)} />}
    </>
  );
}

function ReleaseTable({ releases }: { releases: ReleaseSummary[] }) {
  const text = useTexts();
  const { columns } = text;
  const { language, say } = useLanguage();
  return (
    <DataTable
      tall
      caption={text.sections}
      rows={releases}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'release',
          header: columns.release,
          cell: ({ id, period, revision }) => (
            <>
              <ButtonLink
                kind="link"
                size="small"
                to="/releases/$release"
                params={{ release: id }}
                search={({ lang }) => ({ lang })}
              >
                <strong>{say(periodName(period))}</strong>
              </ButtonLink>
              <br />
              <HelpText>{text.revision(String(revision))}</HelpText>
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
          key: 'asOf',
          header: columns.asOf,
          align: 'start',
          cell: ({ asOf }) => formatDay(asOf, language),
        },
        {
          key: 'approvals',
          header: columns.approvals,
          align: 'start',
          cell: ({ approvals }) =>
            approvals.map(({ role }) => say(APPROVING_BUREAUS[role])).join(language === 'zh' ? '、' : ', ') ||
            '—',
        },
        {
          key: 'published',
          header: columns.published,
          align: 'start',
          cell: ({ publishedAt, publishAt }) =>
            publishedAt !== null
              ? formatInstant(publishedAt, language)
              : publishAt === null
                ? '—'
                : text.plannedFor(formatInstant(publishAt, language)),
        },
      ]}
    />
  );
}
