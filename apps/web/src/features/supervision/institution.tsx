import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { formatMoney } from '../../ui/money.ts';
import { PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { institutionQuery } from './api.ts';
import { RecordFindings } from './record-findings.tsx';
import { useSummaryTexts } from './summary-texts.ts';

/** 机构全部记录: its registration, trainings and payments by year, and every finding about it. */
export function InstitutionPage() {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const { code } = useParams({ from: '/supervision/institutions/$code' });
  const answer = useQuery(institutionQuery(code));
  return (
    <Answer query={answer} height={480}>
      {(record) => (
        <>
          <PageHead title={record.name} />
          <Facts
            facts={[
              [text.record.code, record.code],
              [text.record.type, record.type ?? '—'],
              [text.record.location, record.location ?? '—'],
              [
                text.record.qualified,
                `${record.qualifiedFrom ?? '—'} – ${record.qualifiedUntil ?? text.record.forever}`,
              ],
            ]}
          />
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
              <ButtonLink size="small" to="/supervision" search={({ lang }) => ({ lang, institution: code })}>
                {text.record.toList}
              </ButtonLink>
            }
          >
            <RecordFindings findings={record.findings} />
          </Section>
        </>
      )}
    </Answer>
  );
}
