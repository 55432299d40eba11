import type { TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { HelpText } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

type Value = NonNullable<TaskDetail['now']>['value'];

interface FrozenProps {
  /** What the task is about. */
  title: string;
  /** The value when the task was given. */
  origin: Extract<TaskOrigin, { value: unknown }>;
  /** The value now; null if nothing is loaded. */
  now: TaskDetail['now'];
  /** A value in words. */
  shown: (value: Value) => string;
}

/** A value as it was when the task was given, and as it is now. */
export function Frozen({ title, origin, now, shown }: FrozenProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const stood = ({ value, asOf, snapshot }: { value: Value; asOf: string; snapshot: string }) => (
    <>
      {shown(value)} <HelpText>{text.asOf(formatDay(asOf, language), snapshot)}</HelpText>
    </>
  );
  return (
    <>
      <strong>{title}</strong>
      <br />
      {text.frozen} {stood(origin)}
      {now && (
        <>
          <br />
          {text.now} {stood(now)}
        </>
      )}
    </>
  );
}
