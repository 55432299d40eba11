import { periodName, REPORT_ACTION_LABELS, type ReportDetail, ReportFormat } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Actions, PageHead } from '../../ui/page.tsx';
import { reportQuery } from './api.ts';
import { Corrections } from './corrections.tsx';
import { KeptFiles } from './kept-files.tsx';
import { ReportTexts } from './report-texts.tsx';
import { StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

/** Steps without a comment. */
const PLAIN_STEPS = ['renew', 'review', 'return', 'finalise'] as const;

/** A report: facts, files, texts of a draft, and next steps. */
export function ReportPage() {
  const { id } = useParams({ from: '/reports/$id' });
  return (
    <Answer query={useQuery(reportQuery(id))} height={640}>
      {(report) => (
        <>
          <ReportHead report={report} />
          {report.state !== 'final' && (
            <ReportTexts key={`${report.id} ${report.version} ${report.snapshot}`} report={report} />
          )}
          {report.state === 'final' && (
            <>
              <KeptFiles report={report} />
              <Corrections key={report.version} report={report} />
            </>
          )}
        </>
      )}
    </Answer>
  );
}

function ReportHead({ report }: { report: ReportDetail }) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const { run, busy, error, clearError } = useSteps();
  const { id, version, steps } = report;
  const done = (by: string | null, at: string | null): string | null =>
    at && `${by ?? text.bySchedule} · ${formatInstant(at, language)}`;
  return (
    <>
      <PageHead
        title={report.title}
        actions={
          <>
            <Downloads report={report} />
            {PLAIN_STEPS.filter((step) => steps.includes(step)).map((step) => (
              <Button
                key={step}
                {...((step === 'review' || step === 'finalise') && { kind: 'primary' as const })}
                disabled={busy}
                onClick={() => void run(() => order('POST', `reports/${id}/${step}`, { seen: version }))}
              >
                {say(REPORT_ACTION_LABELS[step])}
              </Button>
            ))}
          </>
        }
      />
      {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
      {report.outdated && <Notice>{text.outdated}</Notice>}
      <Facts
        facts={[
          [text.state, <StateMark key="state" state={report.state} />],
          [
            text.period,
            `${say(periodName(report.period))} (${formatDay(report.from, language)} – ${formatDay(report.asOf, language)})`,
          ],
          [text.asOf, formatDay(report.asOf, language)],
          [text.snapshot, report.snapshot],
          [text.writtenBy, done(report.writtenBy, report.writtenAt)],
          [text.reviewedBy, done(report.reviewedBy, report.reviewedAt)],
          [text.finalisedBy, done(report.finalisedBy, report.finalisedAt)],
        ]}
      />
      <Actions>
        {ReportFormat.options.map((format) => (
          <ButtonAnchor
            key={format}
            kind="link"
            size="small"
            href={`/api/v1/reports/${id}/report.${format}?lang=en`}
            download
          >
            {text.english} {text.formats[format]}
          </ButtonAnchor>
        ))}
      </Actions>
    </>
  );
}

function Downloads({ report: { id } }: { report: ReportDetail }) {
  const text = useTexts();
  return ReportFormat.options.map((format) => (
    <ButtonAnchor key={format} href={`/api/v1/reports/${id}/report.${format}`} download>
      {text.download} {text.formats[format]}
    </ButtonAnchor>
  ));
}
