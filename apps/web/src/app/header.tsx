import type { Language, ProgrammeAnswer } from '@skill-ledger/contracts';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AccountMenu } from '../access/account-menu.tsx';
import { useRememberLanguage } from '../access/remembered-language.ts';
import { useSession } from '../access/session.tsx';
import { Button } from '../ui/button.tsx';
import { useThemeChoice } from '../ui/theme.ts';
import { AsOf } from './as-of.tsx';
import { Brand, LanguageChoice } from './brand.tsx';
import styles from './header.module.css';
import { useAppTexts } from './texts.ts';

const TaskCount = lazy(() => import('../features/tasks/task-count.tsx'));

interface HeaderProps {
  programme: ProgrammeAnswer | undefined;
  /** Whether the page shows figures as of a day. */
  dated: boolean;
}

export function Header({ programme, dated }: HeaderProps) {
  const text = useAppTexts();
  const { may } = useSession();
  const remember = useRememberLanguage();
  return (
    <header className={styles.header}>
      <Link to="/" search={true} className={styles.brand}>
        <Brand />
      </Link>
      <nav aria-label={text.navigation} className={styles.nav}>
        <Link to="/" search={true} activeOptions={{ exact: true, includeSearch: false }}>
          {text.pages.overview}
        </Link>
        {may('scores.read') && (
          <Link to="/scores" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.scores}
          </Link>
        )}
        {may('findings.read') && (
          <Link to="/supervision" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.supervision}
          </Link>
        )}
        {may('tasks.read') && <TasksLink />}
        {may('evaluations.read') && (
          <Link to="/evaluations" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.evaluations}
          </Link>
        )}
        {may('releases.read') && (
          <Link to="/releases" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.releases}
          </Link>
        )}
        {may('reports.read') && (
          <Link to="/reports" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.reports}
          </Link>
        )}
        {may('ledgers.read') && (
          <Link to="/ledgers" search={true} activeOptions={{ includeSearch: false }}>
            {text.pages.ledgers}
          </Link>
        )}
        {may('audit.read') && (
          <Link to="/admin" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
            {text.pages.admin}
          </Link>
        )}
      </nav>
      <div className={styles.tools}>
        {programme && dated && <AsOf programme={programme} />}
        <Choices onChoose={remember} />
        <AccountMenu />
      </div>
    </header>
  );
}

/** 督办, with the number of tasks waiting for the user; the count is a separate chunk. */
function TasksLink() {
  const text = useAppTexts();
  return (
    <Link to="/tasks" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
      {text.pages.tasks}
      <Suspense>
        <TaskCount />
      </Suspense>
    </Link>
  );
}

/** The header before signing in. */
export function PlainHeader() {
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <Brand />
      </span>
      <div className={styles.tools}>
        <Choices />
      </div>
    </header>
  );
}

function Choices({ onChoose }: { onChoose?: (language: Language) => void }) {
  return (
    <div className={styles.choices}>
      <LanguageChoice {...(onChoose && { onChoose })} />
      <ThemeButton />
    </div>
  );
}

function ThemeButton() {
  const text = useAppTexts();
  const [choice, next] = useThemeChoice();
  const label = `${text.theme.label}${text.colon}${text.theme[choice]}`;
  return (
    <Button kind="bare" className={styles.theme} aria-label={label} title={label} onClick={next}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        {choice === 'dark' ? (
          <circle cx="8" cy="8" r="6.25" fill="currentColor" />
        ) : (
          choice === 'system' && <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
        )}
      </svg>
    </Button>
  );
}
