import type { Capability } from '@skill-ledger/contracts';
import { type LinkProps, Outlet } from '@tanstack/react-router';
import { SectionPage } from '../ui/page.tsx';
import { TabLink, Tabs } from '../ui/tabs.tsx';
import { useSession } from './session.tsx';

/** A page of a section, for roles with the capability. */
export interface SectionTab<N extends string = string> {
  to: NonNullable<LinkProps['to']>;
  name: N;
  needs: Capability;
}

interface SectionTabsProps<N extends string> {
  label: string;
  tabs: readonly SectionTab<N>[];
  names: Record<N, string>;
  /** Number of waiting items of a page, shown beside its name. */
  counts?: Partial<Record<N, string>>;
}

/** The pages of a section that the user may see under one set of tabs, and the one that is open. */
export function SectionTabs<N extends string>({ label, tabs, names, counts }: SectionTabsProps<N>) {
  const { may } = useSession();
  return (
    <SectionPage
      tabs={
        <Tabs label={label}>
          {tabs
            .filter(({ needs }) => may(needs))
            .map(({ to, name }) => (
              <TabLink
                key={name}
                to={to}
                search={({ lang }) => ({ lang })}
                activeOptions={{ exact: true, includeSearch: false }}
                count={counts?.[name]}
              >
                {names[name]}
              </TabLink>
            ))}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
