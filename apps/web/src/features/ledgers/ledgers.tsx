import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { formatCount } from '../../ui/format.ts';
import { quarantineQuery } from './api.ts';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/ledgers', name: 'upload' },
  { to: '/ledgers/quarantine', name: 'quarantine' },
  { to: '/ledgers/warnings', name: 'warnings' },
  { to: '/ledgers/batches', name: 'batches' },
  { to: '/ledgers/snapshots', name: 'snapshots' },
  { to: '/ledgers/templates', name: 'templates' },
] as const;

/** 台账: handing in, mending, history; each a page of its own under one set of tabs. */
export function Ledgers() {
  const text = useTexts();
  const waiting = useQuery({ ...quarantineQuery({}), retry: false });
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
            {name === 'quarantine' && (waiting.data?.total ?? 0) > 0 && (
              <span className={styles.count}>{formatCount(waiting.data?.total ?? 0)}</span>
            )}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
