import type { Capability } from '@skill-ledger/contracts';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/supervision', name: 'worklist', needs: 'findings.read' },
  { to: '/supervision/summary', name: 'summary', needs: 'findings.read' },
  { to: '/supervision/person', name: 'person', needs: 'records.person' },
] as const satisfies { to: string; name: string; needs: Capability }[];

/** 监管: the worklist, its summary, and records of persons for roles that may read them. */
export function Supervision() {
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
