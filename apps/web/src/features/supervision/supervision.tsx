import { Link, Outlet } from '@tanstack/react-router';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/supervision', name: 'worklist' },
  { to: '/supervision/summary', name: 'summary' },
] as const;

/** 监管: the worklist, and what it comes to. */
export function Supervision() {
  const text = useTexts();
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label={text.sections}>
        {TABS.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            search={({ lang }) => ({ lang })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text.tabs[name]}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
