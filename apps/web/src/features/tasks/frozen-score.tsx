import type { TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { Frozen } from './frozen.tsx';
import { useScoreWords } from './score-words.ts';

interface FrozenScoreProps {
  origin: Extract<TaskOrigin, { kind: 'score' }>;
  /** The same score now. */
  now: TaskDetail['now'];
}

/** A unit's points as they were when the task was given, and as they are now. */
export function FrozenScore({ origin, now }: FrozenScoreProps) {
  const { title, points } = useScoreWords();
  return (
    <Frozen
      title={title(origin)}
      origin={origin}
      now={now}
      shown={({ value, weight = origin.weight }) => points(typeof value === 'string' ? value : null, weight)}
    />
  );
}
