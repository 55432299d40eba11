import { periodName, type ReportsAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatDay, formatInstant } from '../../ui/format.ts';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { reportsQuery } from './api.ts';
import { StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';
import { WriteReport } from './write-report.tsx';

/** Every report, with a form to write another. */
export function ReportsPage() {
  const text = useTexts();
  const { may } = useSession();
  return (
    <Answer query={useQuery(reportsQuery)} height={480}>
      {({ reports, periods }) => (
        <>
          <PageHead title={text.title(formatCount(reports.length))} lead={text.lead} />
          {reports.length === 0 ? <EmptyState>{text.none}</EmptyState> : <ReportTable reports={reports} />}
          {may('reports.write') && <WriteReport periods={periods} />}
        </>
      )}
    </Answer>
  );
}

function ReportTable({ reports }: Pick<ReportsAnswer, 'reports'>) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const done = (by: string | null, at: string | null): string =>
    at === null ? '—' : `${by ?? text.bySchedule} · ${formatInstant(at, language)}`;
  return (
    <DataTable
      caption={text.table}
      rows={reports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'period',
          header: text.period,
          cell: ({ id, period }) => (
            <Link to="/reports/$id" params={{ id }} search={({ lang }) => ({ lang })}>
              {say(periodName(period))}
            </Link>
          ),
        },
        { key: 'asOf', header: text.asOf, align: 'start', cell: ({ asOf }) => formatDay(asOf, language) },
        {
          key: 'state',
          header: text.state,
          align: 'start',
          cell: ({ state }) => <StateMark state={state} />,
        },
        { key: 'snapshot', header: text.snapshot, cell: ({ snapshot }) => snapshot },
        {
          key: 'written',
          header: text.writtenBy,
          align: 'start',
          cell: ({ writtenBy, writtenAt }) => done(writtenBy, writtenAt),
        },
        {
          key: 'final',
          header: text.finalisedBy,
          align: 'start',
          cell: ({ finalisedBy, finalisedAt }) => done(finalisedBy, finalisedAt),
        },
      ]}
    />
  );
}
