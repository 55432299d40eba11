import type { TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { HelpText } from '../../ui/field.tsx';
import { formatDay } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

/** A value as it stood on a day. */
type Stood = NonNullable<TaskDetail['now']>;

interface FrozenProps {
  /** What the task is about. */
  title: string;
  /** The value when the task was given. */
  origin: Extract<TaskOrigin, { value: unknown }>;
  /** The value now; null if nothing is loaded. */
  now: TaskDetail['now'];
  /** A value in words. */
  shown: (stood: Stood) => string;
}

/** A value as it was when the task was given, and as it is now. */
export function Frozen({ title, origin, now, shown }: FrozenProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const told = (stood: Stood) => (
    <>
      {shown(stood)} <HelpText>{text.asOf(formatDay(stood.asOf, language), stood.snapshot)}</HelpText>
    </>
  );
  return (
    <>
      <strong>{title}</strong>
      <br />
      {text.frozen} {told(origin)}
      {now && (
        <>
          <br />
          {text.now} {told(now)}
        </>
      )}
    </>
  );
}
