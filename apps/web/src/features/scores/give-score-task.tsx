import type { ScoreTrace } from '@skill-ledger/contracts';
import { useSession } from '../../access/session.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useWhyTexts } from '../../why/texts.ts';

interface GiveScoreTaskProps {
  trace: ScoreTrace;
  unit: string;
  /** The total, where it is left out. */
  indicator?: string;
}

/** From a score to who does what by when, for those who give tasks. */
export function GiveScoreTask({ trace, unit, indicator }: GiveScoreTaskProps) {
  const { why } = useWhyTexts();
  const { may } = useSession();
  if (!may('tasks.give')) return null;
  const { period, scheme, asOf } = trace;
  return (
    <p>
      <ButtonLink
        to="/tasks/give"
        search={({ lang }) => ({
          ...{ lang, scored: unit, period, scheme, day: asOf },
          ...(indicator !== undefined && { indicator }),
        })}
      >
        {why.giveTask}
      </ButtonLink>
    </p>
  );
}
