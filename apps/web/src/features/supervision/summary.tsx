import { NO_YUAN, type RuleSummary, type SupervisionSummary } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../access/session.tsx';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatMonth, formatPercent } from '../../ui/format.ts';
import { compareYuan, formatMoney, shareOf } from '../../ui/money.ts';
import { PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { findingsQuery, summaryQuery } from './api.ts';
import { Peers } from './peers.tsx';
import { RuleTable } from './rule-table.tsx';
import styles from './summary.module.css';
import { useSummaryTexts } from './summary-texts.ts';
import { useTexts } from './texts.ts';

/** 汇总对比: money at stake by rule, unit, institution and month; units and institutions beside their peers. */
export function Summary() {
  const texts = useTexts();
  const text = useSummaryTexts();
  const names = useNames();
  const { language, say } = useLanguage();
  const { may } = useSession();
  const answer = useQuery(summaryQuery);
  const list = useQuery(findingsQuery({}));
  const highest = (rows: { name: string; share: number | null }[]): string | undefined => {
    const [only, ...others] = rows;
    if (only && others.length === 0) {
      return only.share === null ? undefined : text.own(only.name, formatPercent(only.share));
    }
    const most = rows.toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1))[0];
    return most?.share ? text.highest(most.name, formatPercent(most.share)) : undefined;
  };
  const rulesTitle = (rules: RuleSummary[]): string => {
    const most = rules.toSorted((a, b) => compareYuan(b.stake, a.stake))[0];
    return most && most.stake !== NO_YUAN && rules.filter(({ findings }) => findings > 0).length > 1
      ? text.mostAtStake(`${most.rule} ${say(most.name)}`, formatMoney(most.stake, language))
      : texts.rules;
  };
  const monthsTitle = (months: SupervisionSummary['months']): string => {
    const most = months.toSorted((a, b) => compareYuan(b.stake, a.stake))[0];
    return most && most.stake !== NO_YUAN && months.length > 1
      ? text.mostAtStake(formatMonth(most.month, language), formatMoney(most.stake, language))
      : text.months;
  };
  return (
    <Answer query={answer} height={720}>
      {({ units, institutions, months, medians }) => {
        const measured = units.filter(({ share }) => share !== null);
        const worst = measured.toSorted((a, b) => Number(b.share) - Number(a.share))[0];
        const without = units.some(({ findings }) => findings > 0) ? text.unpaid : text.none;
        const tell = units.length === 1 ? text.own : text.title;
        const hasPeers = Object.values(medians).some((median) => median !== null);
        return (
          <>
            <PageHead
              title={worst ? tell(names(worst.unit), formatPercent(worst.share ?? 0)) : without}
              lead={hasPeers ? text.lead + text.peersLead : text.lead}
            />
            <div className={styles.halves}>
              {list.data && (
                <Section
                  id="rules"
                  label={texts.rules}
                  title={rulesTitle(list.data.rules)}
                  note={texts.rulesNote}
                >
                  <RuleTable rules={list.data.rules} />
                </Section>
              )}
              <Section id="months" label={text.months} title={monthsTitle(months)} note={text.monthsNote}>
                <Months months={months} />
              </Section>
            </div>
            {(['department', 'town'] as const).map((kind) => {
              const rows = units.filter((one) => one.kind === kind);
              const words = kind === 'department' ? text.departments : text.towns;
              const label = rows.length === 1 ? text.alone : words;
              return (
                rows.length > 0 && (
                  <Section
                    key={kind}
                    id={kind}
                    label={label}
                    title={highest(rows.map(({ unit, share }) => ({ name: names(unit), share }))) ?? label}
                    {...(medians[kind] !== null && { note: text.median(formatPercent(medians[kind])) })}
                  >
                    <Peers
                      caption={label}
                      header={text.unit}
                      median={medians[kind]}
                      rows={rows.map((row) => ({ ...row, id: row.unit, name: names(row.unit) }))}
                      link={(id, name) => (
                        <ButtonLink kind="link" to="/supervision" search={({ lang }) => ({ lang, of: id })}>
                          {name}
                        </ButtonLink>
                      )}
                    />
                  </Section>
                )
              );
            })}
            {institutions.length > 0 && (
              <Section
                id="institutions"
                label={institutions.length === 1 ? text.institutionAlone : text.institutions}
                title={highest(institutions) ?? text.institutions}
                note={[
                  institutions.length > 1 && text.institutionsNote,
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
                      <ButtonLink
                        kind="link"
                        to="/supervision/institutions/$code"
                        params={{ code }}
                        search={({ lang }) => ({ lang })}
                      >
                        {name}
                      </ButtonLink>
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

function Months({ months }: { months: SupervisionSummary['months'] }) {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const mostAtStake =
    months
      .map(({ stake }) => stake)
      .toSorted(compareYuan)
      .at(-1) ?? NO_YUAN;
  return (
    <DataTable
      caption={text.months}
      rows={months}
      rowKey={({ month }) => month}
      columns={[
        { key: 'month', header: text.month, cell: ({ month }) => formatMonth(month, language) },
        { key: 'findings', header: text.findings, cell: ({ findings }) => formatCount(findings) },
        { key: 'high', header: text.high, cell: ({ high }) => (high === 0 ? '—' : formatCount(high)) },
        {
          key: 'stake',
          header: text.stake,
          cell: ({ stake }) => (
            <CellBar value={shareOf(stake, mostAtStake)} max={1}>
              {stake === NO_YUAN ? '—' : formatMoney(stake, language)}
            </CellBar>
          ),
        },
      ]}
    />
  );
}
