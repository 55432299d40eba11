import type { Capability } from '@skill-ledger/contracts';
import { Link, Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import styles from './admin.module.css';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/admin', name: 'accounts', needs: 'accounts.manage' },
  { to: '/admin/audit', name: 'audit', needs: 'audit.read' },
] as const satisfies { to: string; name: string; needs: Capability }[];

/** 管理: accounts and the audit log, each for whom it is. */
export function Admin() {
  const text = useTexts();
  const { may } = useSession();
  return (
    <div className={styles.page}>
      <nav className={styles.tabs} aria-label={text.sections}>
        {TABS.filter(({ needs }) => may(needs)).map(({ to, name }) => (
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
