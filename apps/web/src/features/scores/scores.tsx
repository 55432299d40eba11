import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

/** 绩效: results of all units, or one's own; drafts of the scheme for those who may change it. */
export function Scores() {
  const text = useTexts();
  const { may } = useSession();
  return (
    <SectionPage
      tabs={
        <Tabs label={text.sections}>
          <TabLink
            to="/scores"
            search={({ lang, period }) => ({ lang, period })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {may('scores.compare') ? text.tabs.results : text.tabs.own}
          </TabLink>
          {may('schemes.preview') && (
            <TabLink
              to="/scores/scheme"
              search={({ lang, period }) => ({ lang, period })}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {text.tabs.scheme}
            </TabLink>
          )}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
