import type { Capability } from '@skill-ledger/contracts';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/tasks', name: 'list', needs: 'tasks.read' },
  { to: '/tasks/give', name: 'give', needs: 'tasks.give' },
  { to: '/tasks/schedule', name: 'schedule', needs: 'schedule.read' },
] as const satisfies { to: string; name: string; needs: Capability }[];

/** 督办: who is to do what by when, and what the system does by itself. */
export function Tasks() {
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
