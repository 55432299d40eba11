import { type FundsAnswer, NO_YUAN } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { formatPercent } from '../../ui/format.ts';
import { formatMoney } from '../../ui/money.ts';
import { Section } from '../../ui/section.tsx';
import { FundBars } from './fund-bars.tsx';
import { hasNoMoney } from './idle.ts';
import { FundTable } from './tables.ts';
import { useTexts } from './texts.ts';
import { useIsTable, ViewSwitch } from './view.tsx';

/** 资金: budget, arrived and paid, by source. */
export function Funds({ funds }: { funds: UseQueryResult<FundsAnswer> }) {
  const text = useTexts();
  const isTable = useIsTable('funds');
  const title = useTitle(funds.data);
  return (
    <Section
      id="funds"
      label={text.funds.label}
      title={title}
      note={funds.data?.total.absent?.budget === '不适用' ? text.funds.onlyPaid : text.funds.note}
      actions={<ViewSwitch part="funds" />}
    >
      <Answer query={funds} height={380}>
        {(answer) =>
          hasNoMoney(answer.total) ? null : isTable ? (
            <FundTable answer={answer} />
          ) : (
            <FundBars answer={answer} />
          )
        }
      </Answer>
    </Section>
  );
}

function useTitle(answer: FundsAnswer | undefined): string {
  const text = useTexts();
  const { language } = useLanguage();
  if (!answer) return text.funds.label;
  if (hasNoMoney(answer.total)) return text.funds.none;
  const { paid = NO_YUAN, paidOfBudget } = answer.total;
  const share = paidOfBudget === undefined ? '' : text.funds.share(formatPercent(paidOfBudget));
  return text.funds.title(formatMoney(paid, language)) + share;
}
