import { periodName, type ScoreFrame } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { Select } from '../../ui/select.tsx';
import { useTexts } from './texts.ts';
import { useChangePeriod } from './use-scope.ts';

/** The period on show, the newest first. */
export function PeriodChoice({ frame, value }: { frame: ScoreFrame; value: string }) {
  const text = useTexts();
  const { say } = useLanguage();
  const change = useChangePeriod(frame);
  const begun = frame.periods.filter(({ from }) => from <= frame.asOf);
  return (
    <Select
      label={text.period}
      value={value}
      onValue={change}
      options={begun.toReversed().map((period) => ({ value: period.id, label: say(periodName(period.id)) }))}
    />
  );
}
