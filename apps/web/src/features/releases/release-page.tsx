import {
  APPROVING_BUREAUS,
  ApprovingRole,
  periodName,
  RELEASE_ACTION_LABELS,
  RELEASE_STATE_LABELS,
  type ReleaseAnswer,
  releaseName,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { releaseQuery } from './api.ts';
import { Checklist } from './checklist.tsx';
import { Difference } from './difference.tsx';
import { NextSteps } from './next-steps.tsx';
import { StateMark } from './state-mark.tsx';
import { BundleTables } from './tables.tsx';
import { useTexts } from './texts.ts';

/** A release: state, next steps, contents and history. */
export function ReleasePage() {
  const { release: id = '' } = useParams({ strict: false });
  const text = useTexts();
  const { say } = useLanguage();
  const answer = useQuery(releaseQuery(id));
  return (
    <Answer query={answer} height={640}>
      {(found) => (
        <>
          <PageHead
            title={text.pageTitle(
              say(releaseName(found.release.id)),
              say(RELEASE_STATE_LABELS[found.release.state]),
            )}
          />
          <ReleaseFacts found={found} />
          <NextSteps found={found} />
          {found.checks.length > 0 && <Checklist found={found} />}
          <BundleTables found={found} />
          {found.difference !== null && <Difference difference={found.difference} tables={found.tables} />}
          <ReleaseHistory events={found.events} />
        </>
      )}
    </Answer>
  );
}

function ReleaseFacts({ found: { release } }: { found: ReleaseAnswer }) {
  const { facts, approvals: words, colon } = useTexts();
  const { language, say } = useLanguage();
  const instant = (at: string): string => formatInstant(at, language);
  const { approvals, withdrawal } = release;
  const approved = ApprovingRole.options.map((role) => {
    const own = approvals.find((one) => one.role === role);
    return `${say(APPROVING_BUREAUS[role])} ${own ? `✓ ${own.by} ${instant(own.at)}` : words.waiting}`;
  });
  const optional: [string, ReactNode | null][] = [
    [facts.note, release.note],
    [facts.supersedes, release.supersedes && say(releaseName(release.supersedes))],
    [facts.publishAt, release.publishAt && instant(release.publishAt)],
    [facts.published, release.publishedAt && instant(release.publishedAt)],
    [
      facts.withdrawal,
      withdrawal &&
        `${say(APPROVING_BUREAUS[withdrawal.role])} ${withdrawal.by} ${instant(withdrawal.at)} · ${withdrawal.reason}`,
    ],
  ];
  return (
    <Facts
      facts={[
        [facts.state, <StateMark key="state" state={release.state} />],
        [
          facts.period,
          `${say(periodName(release.period))}${colon}${formatDay(release.from, language)} – ${formatDay(release.to, language)}`,
        ],
        [facts.asOf, formatDay(release.asOf, language)],
        [facts.snapshot, release.snapshot],
        [facts.built, `${release.builtBy} ${instant(release.builtAt)}`],
        [words.title, approved.join(' · ')],
        ...optional.filter(([, value]) => value !== null),
      ]}
    />
  );
}

function ReleaseHistory({ events }: Pick<ReleaseAnswer, 'events'>) {
  const text = useTexts();
  const { language, say } = useLanguage();
  return (
    <Section id="history" title={text.history}>
      <ol>
        {events.map(({ nth, at, by, action, comment }) => (
          <li key={nth}>
            {formatInstant(at, language)} · {by} · {say(RELEASE_ACTION_LABELS[action])}
            {comment && `${text.colon}${comment}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}
