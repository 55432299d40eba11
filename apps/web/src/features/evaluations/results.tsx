import { type EvaluationResults, isWithUnit, periodName, type RankedUnit } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatInstant, MINUS } from '../../ui/format.ts';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { resultsQuery } from './api.ts';
import { useDownloadTexts } from './download-texts.ts';
import { FormDownloads, isSubmitted } from './form-downloads.tsx';
import { Publication } from './publication.tsx';
import styles from './results.module.css';
import { useResultsTexts } from './results-texts.ts';
import { Flags } from './state-mark.tsx';

/** Ranks, grades, trend and reasons of a period. */
export function ResultsPage() {
  const { period } = useParams({ from: '/evaluations/$period/results' });
  return (
    <Answer query={useQuery(resultsQuery(period))} height={640}>
      {(data) => <Results data={data} />}
    </Answer>
  );
}

function Results({ data: { period, rows } }: { data: EvaluationResults }) {
  const text = useResultsTexts();
  const { language, say } = useLanguage();
  const { may } = useSession();
  const downloads = useDownloadTexts();
  const names = useNames();
  const ranked = rows.filter(({ rank }) => rank !== null);
  const best = [...ranked].sort((a, b) => Number(b.total) - Number(a.total))[0];
  if (best === undefined) {
    return (
      <>
        <PageHead title={text.noRanking(say(periodName(period.id)))} />
        <EmptyState>{text.noRankingDetail}</EmptyState>
      </>
    );
  }
  const standing =
    period.publishedAt === null
      ? text.unpublished
      : text.published(formatInstant(period.publishedAt, language));
  return (
    <>
      <PageHead
        title={text.title(say(periodName(period.id)), names(best.unit), best.total ?? '')}
        lead={`${text.lead(formatCount(ranked.length), formatCount(rows.length - ranked.length))} ${standing}`}
        actions={
          <>
            {may('evaluations.publish') && <Publication period={period} />}
            <ButtonAnchor
              href={`/api/v1/evaluations/periods/${encodeURIComponent(period.id)}/results.xlsx`}
              download
            >
              {may('evaluations.results') ? downloads.summary : downloads.results}
            </ButtonAnchor>
          </>
        }
      />
      {(['department', 'town'] as const).map((kind) => {
        const own = rows.filter((row) => row.kind === kind);
        const title = kind === 'department' ? text.departments : text.towns;
        return (
          own.length > 0 && (
            <Section key={kind} id={`ranking-${kind}`} title={title}>
              <Ranking caption={title} rows={own} />
            </Section>
          )
        );
      })}
    </>
  );
}

function Ranking({ caption, rows }: { caption: string; rows: RankedUnit[] }) {
  const text = useResultsTexts();
  const downloads = useDownloadTexts();
  const names = useNames();
  const { say } = useLanguage();
  const { account } = useSession();
  const { columns } = text;
  const opens = ({ unit }: RankedUnit): boolean => account.role !== 'unit' || account.unit === unit;
  return (
    <DataTable
      tall
      caption={caption}
      rows={rows}
      rowKey={({ form }) => form}
      columns={[
        {
          key: 'unit',
          header: columns.unit,
          sort: ({ unit }) => unit,
          cell: (row) =>
            opens(row) ? (
              <Link
                to="/evaluations/forms/$form"
                params={{ form: row.form }}
                search={({ lang }) => ({ lang })}
              >
                {names(row.unit)}
              </Link>
            ) : (
              names(row.unit)
            ),
        },
        {
          key: 'rank',
          header: columns.rank,
          sort: ({ rank }) => rank ?? undefined,
          cell: ({ rank, state }) => rank ?? (isWithUnit(state) ? text.notSubmitted : text.notEvaluated),
        },
        {
          key: 'total',
          header: columns.total,
          sort: ({ total }) => (total === null ? undefined : Number(total)),
          cell: ({ total }) => total ?? '—',
        },
        {
          key: 'grade',
          header: columns.grade,
          cell: ({ grade }) => text.grades[grade ?? ''] ?? grade ?? '—',
        },
        {
          key: 'change',
          header: columns.change,
          sort: ({ change }) => (change === null ? undefined : Number(change.points)),
          cell: ({ change, total }) =>
            change
              ? text.since(signed(change.points), say(periodName(change.period)))
              : total === null
                ? '—'
                : text.first,
        },
        {
          key: 'losses',
          header: columns.losses,
          align: 'start',
          cell: ({ losses }) => (
            <ul className={styles.losses}>
              {losses.map(({ indicator, name, lost, reason }) => (
                <li key={indicator}>
                  <strong>{text.lost(say(name), lost)}</strong> {reason}
                </li>
              ))}
            </ul>
          ),
        },
        { key: 'flags', header: columns.flags, align: 'start', cell: ({ flags }) => <Flags flags={flags} /> },
        {
          key: 'form',
          header: downloads.column,
          align: 'start',
          cell: (row) =>
            opens(row) && isSubmitted(row) ? (
              <span className={styles.downloads}>
                <FormDownloads form={row.form} unit={row.unit} kind="link" />
              </span>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

const signed = (points: string): string => {
  if (Number(points) === 0) return '0.00';
  return points.startsWith('-') ? points.replace('-', MINUS) : `+${points}`;
};
