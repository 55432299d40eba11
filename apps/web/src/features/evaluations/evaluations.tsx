import { Outlet, useParams } from '@tanstack/react-router';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { useTexts } from './texts.ts';

/** 绩效自评: the periods, and of the one that is open its forms and results. */
export function Evaluations() {
  const text = useTexts();
  const { period } = useParams({ strict: false });
  return (
    <SectionPage
      tabs={
        <Tabs label={text.sections}>
          <TabLink
            to="/evaluations"
            search={({ lang }) => ({ lang })}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {text.tabs.periods}
          </TabLink>
          {period !== undefined && (
            <>
              <TabLink
                to="/evaluations/$period"
                params={{ period }}
                search={({ lang }) => ({ lang })}
                activeOptions={{ exact: true, includeSearch: false }}
              >
                {period} {text.tabs.desk}
              </TabLink>
              <TabLink
                to="/evaluations/$period/results"
                params={{ period }}
                search={({ lang }) => ({ lang })}
                activeOptions={{ includeSearch: false }}
              >
                {text.tabs.results}
              </TabLink>
            </>
          )}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}
