import { type PlannedPeriod, periodName } from '@skill-ledger/contracts';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import styles from './periods.module.css';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

/** Periods with a planned opening day; the office may cancel the plan. */
export function PlannedPeriods({ planned }: { planned: PlannedPeriod[] }) {
  const text = useTexts();
  const { plans } = text;
  const { language, say } = useLanguage();
  const { may } = useSession();
  const { run, busy, error, clearError } = useSteps();
  const drop: DataColumn<PlannedPeriod>[] = may('evaluations.open')
    ? [
        {
          key: 'drop',
          header: <span className="visually-hidden">{plans.drop}</span>,
          align: 'start',
          cell: ({ period }) => (
            <Button
              size="small"
              disabled={busy}
              aria-label={`${plans.drop} ${say(periodName(period))}`}
              onClick={() =>
                void run(() => order('DELETE', `evaluations/plans/${encodeURIComponent(period)}`))
              }
            >
              {plans.drop}
            </Button>
          ),
        },
      ]
    : [];
  return (
    <Section id="planned" title={plans.title(formatCount(planned.length))}>
      {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
      <DataTable
        tall
        caption={plans.title(formatCount(planned.length))}
        rows={planned}
        rowKey={({ period }) => period}
        columns={[
          {
            key: 'period',
            header: text.periods.columns.period,
            cell: ({ period }) => <strong className={styles.name}>{say(periodName(period))}</strong>,
          },
          {
            key: 'opens',
            header: plans.opensOn,
            align: 'start',
            cell: ({ opensOn }) => formatDay(opensOn, language),
          },
          { key: 'due', header: plans.due, align: 'start', cell: ({ dueOn }) => formatDay(dueOn, language) },
          {
            key: 'closes',
            header: plans.closes,
            align: 'start',
            cell: ({ closesOn }) => (closesOn === null ? '—' : formatDay(closesOn, language)),
          },
          {
            key: 'units',
            header: plans.units,
            align: 'start',
            cell: ({ units }) =>
              units === null ? text.opening.allUnits : text.opening.someUnits(formatCount(units)),
          },
          { key: 'by', header: plans.by, align: 'start', cell: ({ by }) => by },
          ...drop,
        ]}
      />
    </Section>
  );
}
