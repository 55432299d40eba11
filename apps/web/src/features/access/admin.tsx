import type { Capability } from '@skill-ledger/contracts';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/admin', name: 'accounts', needs: 'accounts.manage' },
  { to: '/admin/audit', name: 'audit', needs: 'audit.read' },
] as const satisfies { to: string; name: string; needs: Capability }[];

/** 管理: accounts and the audit log, depending on the role. */
export function Admin() {
  const text = useTexts();
  const { may } = useSession();
  return (
    <SectionPage
      tabs={
        <Tabs label={text.sections}>
          {TABS.filter(({ needs }) => may(needs)).map(({ to, name }) => (
            <TabLink
              key={to}
              to={to}
              search={({ lang }) => ({ lang })}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {text.tabs[name]}
            </TabLink>
          ))}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
