import { type FormDetail, hundredths, type IndicatorTrace } from '@skill-ledger/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Section } from '../../ui/section.tsx';
import { useFormTexts } from './form-texts.ts';
import { IndicatorCard } from './indicator-card.tsx';

interface IndicatorsProps {
  detail: FormDetail;
  /** Entries of users for an indicator that applies. */
  children: (indicator: IndicatorTrace) => ReactNode;
}

/** Every indicator of a form, by first level. */
export function Indicators({ detail, children }: IndicatorsProps) {
  const text = useFormTexts();
  const { say } = useLanguage();
  const { trace } = detail;
  return trace.levels.map(({ id, points, weight, weightInForce = weight }) => {
    const own = trace.indicators.filter(({ level }) => level.id === id);
    const level = own[0]?.level;
    if (!level) return null;
    return (
      <Section
        key={id}
        id={`level-${id}`}
        title={`${say(level)} ${points === null ? text.absence.不适用 : `${points} / ${weightInForce}`}`}
        {...(isRoundedUp(points, weightInForce) && { note: text.roundedUp })}
      >
        {own.map((one) => (
          <IndicatorCard key={one.id} one={one} detail={detail}>
            {one.points !== null && children(one)}
          </IndicatorCard>
        ))}
      </Section>
    );
  });
}

/** Each indicator's points are rounded by themselves: together they may be a few hundredths above the weight. */
const isRoundedUp = (points: string | null, weight: string): boolean =>
  points !== null && (hundredths(points) ?? 0) > (hundredths(weight) ?? 0);
