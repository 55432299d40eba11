import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { PurposeNotice } from '../access/purpose.tsx';
import { useRememberedLanguage } from '../access/remembered-language.ts';
import { SessionGate } from '../access/session-gate.tsx';
import { isEmpty, programmeQuery } from '../api/queries.ts';
import { useLanguage } from '../i18n/language.ts';
import { ProgrammeProvider } from '../programme/programme.tsx';
import { ErrorNote, Skeleton } from '../ui/answer.tsx';
import { useWhy, WhyProvider } from '../why/source.tsx';
import { WhyPanel } from '../why/why-panel.tsx';
import { Header, PlainHeader } from './header.tsx';
import { Empty } from './messages.tsx';
import styles from './shell.module.css';
import { SnapshotLine, SnapshotNotice } from './snapshot.tsx';
import { useAppTexts } from './texts.ts';

/** Frame of every page: header, demo mark, notices, the "why?" panel, and the programme once it is loaded. */
export function Shell() {
  const text = useAppTexts();
  const { language } = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return (
    <>
      <a className={styles.skip} href="#main">
        {text.skip}
      </a>
      <SessionGate head={<PlainHeader />}>
        <SignedIn />
      </SessionGate>
    </>
  );
}

function SignedIn() {
  const text = useAppTexts();
  const { say } = useLanguage();
  useRememberedLanguage();
  const programme = useQuery(programmeQuery);
  const name = programme.data && say(programme.data.name);
  const part = useMatches({ select: (matches) => matches[1]?.routeId });
  const section = sectionOf(part, text.pages);
  const page = text.pages[section];
  useEffect(() => {
    document.title = [page, name, text.brand].filter(Boolean).join(' · ');
  }, [text, name, page]);
  return (
    <WhyProvider>
      <Header programme={programme.data} dated={section === 'overview'} />
      {programme.data?.demo && (
        <aside className={styles.demo} aria-label={text.demo}>
          <strong>{text.demo}</strong> {text.demoDetail}
        </aside>
      )}
      <ProgrammeProvider programme={programme.data}>
        <Frame known={programme.data !== undefined}>
          {programme.data || !NEEDS_PROGRAMME.includes(part ?? '/') ? (
            // The first ledgers are uploaded before there is a programme to show.
            <Outlet />
          ) : programme.isPending ? (
            <Skeleton height={720} />
          ) : isEmpty(programme.error) ? (
            <Empty />
          ) : (
            <>
              <h1 className="visually-hidden">{page}</h1>
              <ErrorNote error={programme.error} onRetry={() => void programme.refetch()} />
            </>
          )}
        </Frame>
      </ProgrammeProvider>
    </WhyProvider>
  );
}

/** The section that a route belongs to: each is named as the first part of its routes. */
function sectionOf<Name extends string>(
  route: string | undefined,
  names: Record<Name, string>,
): Name | 'overview' {
  const name = (route ?? '').slice(1);
  return name in names ? (name as Name) : 'overview';
}

const NEEDS_PROGRAMME = ['/', '/scores', '/supervision', '/evaluations', '/tasks'];

/** The page and its frame; the page stays mounted when the programme is loaded. */
function Frame({ known, children }: { known: boolean; children: ReactNode }) {
  const { question } = useWhy();
  return (
    <>
      <div className={question ? `${styles.page} ${styles.beside}` : styles.page}>
        <PurposeNotice />
        {known && <SnapshotNotice />}
        <main id="main" className={styles.main} tabIndex={-1}>
          {children}
        </main>
        {known && (
          <footer className={styles.footer}>
            <SnapshotLine />
          </footer>
        )}
      </div>
      {known && <WhyPanel />}
    </>
  );
}
