import { pointsIn, SCORE_TOTAL } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { traceQuery } from '../../api/scores.ts';
import type { GivenScoreOrigin } from './given-origin.ts';
import { useScoreWords } from './score-words.ts';
import { useTexts } from './texts.ts';

/** Which score a new task is about, with the points that will be frozen. */
export function GivenScore({ score }: { score: GivenScoreOrigin }) {
  const text = useTexts();
  const words = useScoreWords();
  const { kind: _, unit, indicator, ...address } = score;
  const { data, isPlaceholderData } = useQuery(traceQuery(address, unit));
  const own = isPlaceholderData ? undefined : data?.units[0];
  const found = own && pointsIn(own, indicator);
  const name = indicator === undefined ? SCORE_TOTAL.name : found?.name;
  const title = words.title({ unit, period: score.period, name });
  return (
    <p>
      {text.give.score}{' '}
      <strong>{found ? `${title} · ${words.points(found.value, found.weight)}` : title}</strong>
    </p>
  );
}
