import { periodName, type TaskDetail, type TaskOrigin } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { useNames } from '../../programme/programme.tsx';
import { Frozen } from './frozen.tsx';
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
  const { say } = useLanguage();
  const names = useNames();
  const shown = (value: unknown): string =>
    typeof value === 'string' ? text.points(value, origin.weight) : absence.不适用;
  const title = [names(origin.unit), say(periodName(origin.period)), say(origin.name)].join(' · ');
  return <Frozen title={title} origin={origin} now={now} shown={shown} />;
}
