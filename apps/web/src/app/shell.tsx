import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isEmpty, programmeQuery } from '../api/queries.ts';
import { useLanguage } from '../i18n/language.ts';
import { ProgrammeProvider } from '../programme/programme.tsx';
import { ErrorNote, Skeleton } from '../ui/answer.tsx';
import { useWhy, WhyProvider } from '../why/source.tsx';
import { WhyPanel } from '../why/why-panel.tsx';
import { Header } from './header.tsx';
import { Empty } from './messages.tsx';
import styles from './shell.module.css';
import { SnapshotLine, SnapshotNotice } from './snapshot.tsx';

/** What every page stands in: header, demo mark, notices, the "why?" panel, and the programme once it is known. */
export function Shell() {
  const { language, text, say } = useLanguage();
  const programme = useQuery(programmeQuery);
  const name = programme.data && say(programme.data.name);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = name ? `${text.overview} · ${name} · ${text.brand}` : text.brand;
  }, [language, text, name]);
  return (
    <WhyProvider>
      <a className={styles.skip} href="#main">
        {text.skip}
      </a>
      <Header programme={programme.data} />
      {programme.data?.demo && (
        <aside className={styles.demo} aria-label={text.demo}>
          <strong>{text.demo}</strong> {text.demoDetail}
        </aside>
      )}
      {programme.data ? (
        <Loaded programme={programme.data} />
      ) : (
        <main id="main" className={styles.main} tabIndex={-1}>
          {programme.isError && isEmpty(programme.error) ? (
            <Empty />
          ) : (
            <>
              <h1 className="visually-hidden">{text.overview}</h1>
              {programme.isError ? (
                <ErrorNote error={programme.error} onRetry={() => void programme.refetch()} />
              ) : (
                <Skeleton height={720} />
              )}
            </>
          )}
        </main>
      )}
    </WhyProvider>
  );
}

function Loaded({ programme }: { programme: ProgrammeAnswer }) {
  const { question } = useWhy();
  return (
    <ProgrammeProvider programme={programme}>
      <div className={question ? `${styles.page} ${styles.beside}` : styles.page}>
        <SnapshotNotice />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
        <footer className={styles.footer}>
          <SnapshotLine />
        </footer>
      </div>
      <WhyPanel />
    </ProgrammeProvider>
  );
}
