import { periodName } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { scoreQuery } from './api.ts';
import type { scoreOf } from './given-origin.ts';
import { useTexts } from './texts.ts';

/** Which score a new task is about, with the points it has. */
export function GivenScore({ score }: { score: NonNullable<ReturnType<typeof scoreOf>> }) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const [unit] = useQuery(scoreQuery(score)).data?.units ?? [];
  const one = unit?.indicators.find(({ id }) => id === score.indicator);
  const name = score.indicator === undefined ? text.give.total : one && say(one.name);
  const points = one ? one.points && text.points(one.points, one.weightInForce) : unit?.total;
  return (
    <p>
      {text.give.score}{' '}
      <strong>
        {[names(score.unit), say(periodName(score.period)), name, points].filter(Boolean).join(' · ')}
      </strong>
    </p>
  );
}
