import type { SupervisionSummary } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../access/session.tsx';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { compareYuan, formatMoney, formatYuan, shareOf } from '../../ui/money.ts';
import { Section } from '../../ui/section.tsx';
import { findingsQuery, summaryQuery } from './api.ts';
import { RuleTable } from './rule-table.tsx';
import { useSummaryTexts } from './summary-texts.ts';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

/** 汇总对比: money at stake by rule, unit, institution and month; units and institutions beside their peers. */
export function Summary() {
  const texts = useTexts();
  const text = useSummaryTexts();
  const names = useNames();
  const { may } = useSession();
  const answer = useQuery(summaryQuery);
  const list = useQuery(findingsQuery({}));
  return (
    <Answer query={answer} height={720}>
      {({ units, institutions, months, medians }) => {
        const worst = units
          .filter(({ share }) => share !== null)
          .toSorted((a, b) => Number(b.share) - Number(a.share))[0];
        return (
          <>
            <h1 className={styles.title}>
              {worst ? text.title(names(worst.unit), formatPercent(worst.share ?? 0)) : text.none}
            </h1>
            <p className={styles.lead}>{text.lead}</p>
            <div className={styles.halves}>
              {list.data && (
                <Section id="rules" label={texts.rules} title={texts.rules} note={texts.rulesNote}>
                  <RuleTable rules={list.data.rules} />
                </Section>
              )}
              <Section id="months" label={text.months} title={text.months} note={text.monthsNote}>
                <Months months={months} />
              </Section>
            </div>
            {(['department', 'town'] as const).map((kind) => {
              const label = kind === 'department' ? text.departments : text.towns;
              const rows = units.filter((one) => one.kind === kind);
              return (
                rows.length > 0 && (
                  <Section
                    key={kind}
                    id={kind}
                    label={label}
                    title={label}
                    {...(medians[kind] !== null && { note: text.median(formatPercent(medians[kind])) })}
                  >
                    <Peers
                      caption={label}
                      header={text.unit}
                      median={medians[kind]}
                      rows={rows.map((row) => ({ ...row, id: row.unit, name: names(row.unit) }))}
                      link={(id, name) => (
                        <Link
                          to="/supervision"
                          search={({ lang }) => ({ lang, of: id })}
                          className={styles.link}
                        >
                          {name}
                        </Link>
                      )}
                    />
                  </Section>
                )
              );
            })}
            {institutions.length > 0 && (
              <Section
                id="institutions"
                label={text.institutions}
                title={text.institutions}
                note={[
                  text.institutionsNote,
                  medians.institution !== null && text.median(formatPercent(medians.institution)),
                ]
                  .filter(Boolean)
                  .join(' ')}
              >
                <Peers
                  caption={text.institutions}
                  header={text.institution}
                  median={medians.institution}
                  rows={institutions.map((row) => ({ ...row, id: row.code }))}
                  link={(code, name) =>
                    may('records.institution') ? (
                      <Link
                        to="/supervision/institutions/$code"
                        params={{ code }}
                        search={({ lang }) => ({ lang })}
                        className={styles.link}
                      >
                        {name}
                      </Link>
                    ) : (
                      name
                    )
                  }
                />
              </Section>
            )}
          </>
        );
      }}
    </Answer>
  );
}

type PeerRow = Omit<SupervisionSummary['institutions'][number], 'code'> & { id: string };

interface PeersProps {
  caption: string;
  header: string;
  rows: PeerRow[];
  median: number | null;
  link: (id: string, name: string) => ReactNode;
}

/** Each one's stake and its share of what was paid there, with the middle of its peers as a line. */
function Peers({ caption, header, rows, median, link }: PeersProps) {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const widest = Math.max(...rows.map(({ share }) => share ?? 0), median ?? 0) || 1;
  const dash = (count: number): string => (count === 0 ? '—' : formatCount(count));
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', header, cell: ({ id, name }) => link(id, name) },
        { key: 'findings', header: text.findings, cell: ({ findings }) => dash(findings) },
        { key: 'high', header: text.high, cell: ({ high }) => dash(high) },
        {
          key: 'stake',
          header: text.stake,
          cell: ({ stake }) => (stake === '0.00' ? '—' : formatMoney(stake, language)),
        },
        {
          key: 'paid',
          header: text.paid,
          cell: ({ paid }) => (paid === '0.00' ? '—' : formatMoney(paid, language)),
        },
        {
          key: 'share',
          header: text.share,
          cell: ({ share }) =>
            share === null ? (
              '—'
            ) : (
              <CellBar value={share} max={widest} mark={median ?? undefined}>
                {formatPercent(share)}
              </CellBar>
            ),
        },
        { key: 'confirmed', header: text.confirmed, cell: ({ confirmed }) => dash(confirmed) },
        {
          key: 'recovered',
          header: text.recovered,
          cell: ({ recovered }) => (recovered === '0.00' ? '—' : formatYuan(recovered)),
        },
      ]}
    />
  );
}

function Months({ months }: { months: SupervisionSummary['months'] }) {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const dearest =
    months
      .map(({ stake }) => stake)
      .toSorted(compareYuan)
      .at(-1) ?? '0.00';
  return (
    <DataTable
      caption={text.months}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', header: text.month, cell: ({ month }) => month },
        { key: 'findings', header: text.findings, cell: ({ findings }) => formatCount(findings) },
        { key: 'high', header: text.high, cell: ({ high }) => (high === 0 ? '—' : formatCount(high)) },
        {
          key: 'stake',
          header: text.stake,
          cell: ({ stake }) => (
            <CellBar value={shareOf(stake, dearest)} max={1}>
              {stake === '0.00' ? '—' : formatMoney(stake, language)}
            </CellBar>
          ),
        },
      ]}
    />
  );
}
