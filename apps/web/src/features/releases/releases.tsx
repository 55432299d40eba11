import { releaseName } from '@skill-ledger/contracts';
import { Outlet, useParams } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

/** 公开: every release and name list, and the one that is open. */
export function Releases() {
  const text = useTexts();
  const { say } = useLanguage();
  const { release, notice } = useParams({ strict: false });
  return (
    <SectionPage
      tabs={
        <Tabs label={text.sections}>
          <TabLink
            to="/releases"
            search={({ lang }) => ({ lang })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text.tabs.list}
          </TabLink>
          {release !== undefined && (
            <TabLink
              to="/releases/$release"
              params={{ release }}
              search={({ lang }) => ({ lang })}
              activeOptions={{ includeSearch: false }}
            >
              {say(releaseName(release))}
            </TabLink>
          )}
          <TabLink
            to="/releases/notices"
            search={({ lang }) => ({ lang })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text.tabs.notices}
          </TabLink>
          {notice !== undefined && (
            <TabLink
              to="/releases/notices/$notice"
              params={{ notice }}
              search={({ lang }) => ({ lang })}
              activeOptions={{ includeSearch: false }}
            >
              {notice}
            </TabLink>
          )}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
