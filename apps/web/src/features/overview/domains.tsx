import type { DomainRow, DomainsAnswer } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatDistance, formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { DomainBars } from './domain-bars.tsx';
import { withoutIdle } from './idle.ts';
import { isLagging, lowestGap } from './pace.ts';
import { DomainTable } from './tables.ts';
import { useTexts } from './texts.ts';
import { useIsTable, ViewSwitch } from './view.tsx';

/** 领域: each domain against its target and its annual plans, with its pace and lead unit. */
export function Domains({ domains }: { domains: UseQueryResult<DomainsAnswer> }) {
  const text = useTexts();
  const names = useNames();
  const isTable = useIsTable('domains');
  const title = useTitle(domains.data?.domains);
  return (
    <Section
      id="domains"
      label={text.domains.label}
      title={title}
      note={text.domains.note}
      actions={<ViewSwitch part="domains" />}
    >
      <Answer query={domains} height={600}>
        {(answer) => {
          const { shown: domains, idle } = withoutIdle(answer.domains);
          const shown = { ...answer, domains };
          return (
            <>
              {isTable ? <DomainTable answer={shown} /> : <DomainBars answer={shown} />}
              {idle.length > 0 && (
                <HelpText>
                  {text.domains.idle(
                    idle.length,
                    idle.map(({ domain }) => names(domain)).join(text.comma),
                    idle.every(({ absent }) => absent?.quota === '未分解'),
                    domains.length > 0,
                  )}
                </HelpText>
              )}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function useTitle(rows: DomainRow[] | undefined): string {
  const text = useTexts();
  const names = useNames();
  const worst = rows && lowestGap(rows);
  if (!worst || worst.progress === undefined) return text.domains.label;
  const { paceGap, progress } = worst;
  const measured = rows.filter((row) => row.paceGap !== undefined);
  if (measured.length === 1) {
    return text.domains.one(
      names(worst.domain),
      formatPercent(progress),
      paceGap < 0,
      formatDistance(paceGap),
    );
  }
  const title = text.domains.title(measured.length, measured.filter(isLagging).length);
  return isLagging(worst)
    ? title + text.domains.worst(names(worst.domain), formatPercent(progress), formatDistance(paceGap))
    : title;
}
