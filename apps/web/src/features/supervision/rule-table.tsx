import { NO_YUAN, type RuleSummary } from '@skill-ledger/contracts';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { compareYuan, formatMoney, shareOf } from '../../ui/money.ts';
import { SeverityMark } from './severity-mark.tsx';
import { useTexts } from './texts.ts';

/** Findings by rule, with a bar for the amount at stake; the name filters the worklist. */
export function RuleTable({ rules }: { rules: RuleSummary[] }) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const highest =
    rules
      .map(({ stake }) => stake)
      .toSorted(compareYuan)
      .at(-1) ?? NO_YUAN;
  return (
    <DataTable
      caption={text.rules}
      rows={rules}
      rowKey={({ rule }) => rule}
      columns={[
        {
          key: 'rule',
          header: text.rule,
          align: 'start',
          cell: ({ rule, name }) => (
            <ButtonLink kind="link" to="/supervision" search={({ lang }) => ({ lang, rule })}>
              {rule} {say(name)}
            </ButtonLink>
          ),
        },
        {
          key: 'severity',
          header: text.severity,
          align: 'start',
          cell: ({ severity }) => <SeverityMark severity={severity} />,
        },
        {
          key: 'findings',
          header: text.findings,
          cell: ({ findings }) => (findings === 0 ? '—' : formatCount(findings)),
        },
        {
          key: 'stake',
          header: text.stake,
          cell: ({ stake }) => (
            <CellBar value={shareOf(stake, highest)} max={1}>
              {stake === NO_YUAN ? '—' : formatMoney(stake, language)}
            </CellBar>
          ),
        },
      ]}
    />
  );
}
