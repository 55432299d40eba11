import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { formatMoney } from '../../ui/money.ts';
import { Section } from '../../ui/section.tsx';
import { institutionQuery } from './api.ts';
import { RecordFindings } from './record-findings.tsx';
import { useSummaryTexts } from './summary-texts.ts';
import styles from './supervision.module.css';

/** 机构全部记录: what it is, what it did and was paid year by year, and every finding about it. */
export function InstitutionPage() {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const { code } = useParams({ from: '/supervision/institutions/$code' });
  const answer = useQuery(institutionQuery(code));
  return (
    <Answer query={answer} height={480}>
      {(record) => (
        <>
          <h1 className={styles.title}>{record.name}</h1>
          <dl className={styles.facts}>
            <dt>{text.record.code}</dt>
            <dd>{record.code}</dd>
            <dt>{text.record.type}</dt>
            <dd>{record.type ?? '—'}</dd>
            <dt>{text.record.location}</dt>
            <dd>{record.location ?? '—'}</dd>
            <dt>{text.record.qualified}</dt>
            <dd>
              {record.qualifiedFrom ?? '—'} – {record.qualifiedUntil ?? text.record.forever}
            </dd>
          </dl>
          <Section id="years" title={text.record.years}>
            <DataTable
              caption={text.record.years}
              rows={record.years}
              rowKey={({ year }) => String(year)}
              columns={[
                { key: 'year', header: text.year, cell: ({ year }) => String(year) },
                { key: 'classes', header: text.classes, cell: ({ classes }) => formatCount(classes) },
                { key: 'trainees', header: text.trainees, cell: ({ trainees }) => formatCount(trainees) },
                {
                  key: 'passRate',
                  header: text.passRate,
                  cell: ({ passed, failed }) =>
                    passed + failed === 0 ? '—' : formatPercent(passed / (passed + failed)),
                },
                { key: 'paid', header: text.paid, cell: ({ paid }) => formatMoney(paid, language) },
              ]}
            />
          </Section>
          <Section
            id="findings"
            label={text.findings}
            title={text.record.findings(formatCount(record.findings.length))}
            actions={
              <Link
                to="/supervision"
                search={({ lang }) => ({ lang, institution: code })}
                className={styles.quiet}
              >
                {text.record.toList}
              </Link>
            }
          >
            <RecordFindings findings={record.findings} />
          </Section>
        </>
      )}
    </Answer>
  );
}
