import { Outlet } from '@tanstack/react-router';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

/** 报告: the list, and the report that is open. */
export function Reports() {
  const text = useTexts();
  return (
    <SectionPage
      tabs={
        <Tabs label={text.sections}>
          <TabLink
            to="/reports"
            search={({ lang }) => ({ lang })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text.all}
          </TabLink>
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
