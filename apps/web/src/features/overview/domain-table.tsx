import type { DomainRow, DomainsAnswer, FigureId } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure } from '../../why/figure.tsx';
import { useTexts } from './texts.ts';

const FIGURES = [
  'completed',
  'target',
  'quota',
  'progress',
  'yearCompleted',
  'yearPlan',
  'yearProgress',
  'paceGap',
  'passRate',
] as const satisfies FigureId[];

/** The annex with current figures: every year's baseline or plan, a dash if the annex prints one. */
export default function DomainTable({ answer }: { answer: DomainsAnswer }) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const { domains, figures } = useProgramme();
  const years = [
    ...new Map(domains.flatMap((domain) => domain.years.map(({ year, kind }) => [year, kind] as const))),
  ].sort(([a], [b]) => a - b);
  // With a filter by unit the goal is the quota.
  const byQuota = answer.domains.some(({ quota }) => quota !== undefined);
  const source = (row: DomainRow) => ({ subject: names(row.domain), row, basis: answer });
  const annual = (name: string, year: number) =>
    domains.find((domain) => domain.name === name)?.years.find((one) => one.year === year)?.value;
  return (
    <DataTable
      caption={text.domains.label}
      rows={answer.domains}
      rowKey={({ domain }) => domain}
      columns={[
        { key: 'domain', header: text.domain, align: 'start', cell: ({ domain }) => names(domain) },
        {
          key: 'lead',
          header: text.domains.lead,
          align: 'start',
          cell: ({ lead }) => (lead === null ? text.absence.未分解 : names(lead)),
        },
        {
          key: 'pace',
          header: figures.pace ? say(figures.pace.label) : '',
          align: 'start',
          cell: (row) => row.pace && <Mark state={row.pace} word={text.pace[row.pace]} />,
        },
        ...FIGURES.filter((id) => id !== (byQuota ? 'target' : 'quota')).map((id) => ({
          key: id,
          header: figures[id] ? say(figures[id].label) : id,
          cell: (row: DomainRow) => <Figure id={id} source={source(row)} />,
        })),
        ...years.map(([year, kind]) => ({
          key: String(year),
          header: text.domains[kind](year),
          cell: ({ domain }: DomainRow) => {
            const value = annual(domain, year);
            return value === undefined || value === null ? (
              <span title={text.domains.unknown}>–</span>
            ) : (
              formatCount(value)
            );
          },
        })),
      ]}
    />
  );
}
