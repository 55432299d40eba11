import type { Capability } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { formatCount } from '../../ui/format.ts';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { quarantineCountQuery } from './api.ts';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/ledgers', name: 'upload', needs: 'ledgers.load' },
  { to: '/ledgers/quarantine', name: 'quarantine', needs: 'ledgers.read' },
  { to: '/ledgers/warnings', name: 'warnings', needs: 'ledgers.read' },
  { to: '/ledgers/batches', name: 'batches', needs: 'ledgers.read' },
  { to: '/ledgers/snapshots', name: 'snapshots', needs: 'snapshots.read' },
  { to: '/ledgers/templates', name: 'templates', needs: 'programme.read' },
] as const satisfies { to: string; name: string; needs: Capability }[];

/** 台账: upload, correction, history; each a page under one set of tabs. */
export function Ledgers() {
  const text = useTexts();
  const { may } = useSession();
  const waiting = useQuery(quarantineCountQuery).data ?? 0;
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
              count={name === 'quarantine' && waiting > 0 ? formatCount(waiting) : undefined}
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
