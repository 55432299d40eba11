import { periodName, type TaskDetail, type TaskOrigin } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { useNames } from '../../programme/programme.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

interface FrozenScoreProps {
  origin: Extract<TaskOrigin, { kind: 'score' }>;
  /** The same score now. */
  now: TaskDetail['now'];
}

/** A unit's points as they were when the task was given, and as they are now. */
export function FrozenScore({ origin, now }: FrozenScoreProps) {
  const text = useTexts();
  const { absence } = useWords();
  const { say, language } = useLanguage();
  const names = useNames();
  const shown = (value: unknown): string =>
    typeof value === 'string' ? text.points(value, origin.weight) : absence.不适用;
  return (
    <>
      <strong>{[names(origin.unit), say(periodName(origin.period)), say(origin.name)].join(' · ')}</strong>
      <br />
      {text.frozen} {shown(origin.value)}{' '}
      <HelpText>{text.asOf(formatDay(origin.asOf, language), origin.snapshot)}</HelpText>
      {now && (
        <>
          <br />
          {text.now} {shown(now.value)}{' '}
          <HelpText>{text.asOf(formatDay(now.asOf, language), now.snapshot)}</HelpText>
        </>
      )}
    </>
  );
}
