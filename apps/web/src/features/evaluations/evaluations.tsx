import { type FormDetail, periodName } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { SectionPage } from '../../ui/page.tsx';
import { TabLink, Tabs } from '../../ui/tabs.tsx';
import { formQuery } from './api.ts';
import { useTexts } from './texts.ts';

/** 绩效自评: the periods; of the one that is open its forms and results; of the form that is open its submissions. */
export function Evaluations() {
  const text = useTexts();
  const { say } = useLanguage();
  const { period: named, form } = useParams({ strict: false });
  const { data: detail } = useQuery({ ...formQuery(form ?? ''), enabled: form !== undefined });
  const period = named ?? detail?.period.id;
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
                {say(periodName(period))} {text.tabs.desk}
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
          {detail && <FormTabs detail={detail} />}
        </Tabs>
      }
    >
      <Outlet />
    </SectionPage>
  );
}

/** Tabs of a form, named by the pending step, and of its submissions. */
function FormTabs({ detail: { form, steps, reviews, versions } }: { detail: FormDetail }) {
  const { tabs } = useTexts();
  const names = useNames();
  const { account } = useSession();
  const reviewing = steps.includes('review') && reviews.some(({ role }) => role === account.role);
  const label = steps.includes('save') ? tabs.fill : reviewing ? tabs.review : tabs.form;
  return (
    <>
      <TabLink
        to="/evaluations/forms/$form"
        params={{ form: form.id }}
        search={({ lang }) => ({ lang })}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {label(names(form.unit))}
      </TabLink>
      {versions.length > 0 && (
        <TabLink
          to="/evaluations/forms/$form/versions"
          params={{ form: form.id }}
          search={({ lang }) => ({ lang })}
          activeOptions={{ includeSearch: false }}
          count={String(versions.length)}
        >
          {tabs.versions}
        </TabLink>
      )}
    </>
  );
}
