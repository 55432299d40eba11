import type { IndicatorTrace, ScoreTrace } from '@skill-ledger/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format.ts';
import { Fact } from '../../why/why-panel.tsx';
import { useTexts } from './texts.ts';
import styles from './why-parts.module.css';

/** The basis of a score: period, day, scheme and snapshot. */
export function Basis({ trace }: { trace: ScoreTrace }) {
  const text = useTexts();
  const { language } = useLanguage();
  return (
    <>
      <Fact label={text.period}>
        {formatDay(trace.from, language)} – {formatDay(trace.to, language)}
      </Fact>
      <Fact label={text.until}>{formatDay(trace.until, language)}</Fact>
      <Fact label={text.scheme}>{trace.scheme}</Fact>
      <Fact label={text.snapshot}>
        <code>{trace.snapshot}</code>
      </Fact>
    </>
  );
}

interface PartListProps {
  parts: { key: string; label: ReactNode; value: string; onAsk?: () => void }[];
}

/** Numbers that add up, each with its own "why?". */
export function PartList({ parts }: PartListProps) {
  return (
    <ul className={styles.parts}>
      {parts.map(({ key, label, value, onAsk }) => (
        <li key={key}>
          {onAsk ? (
            <Button kind="link" onClick={onAsk}>
              {label}
            </Button>
          ) : (
            <span>{label}</span>
          )}
          <span>{value}</span>
        </li>
      ))}
    </ul>
  );
}

/** "8.42 / 10.00". */
export const pointsOf = ({
  points,
  weightInForce,
}: Pick<IndicatorTrace, 'points' | 'weightInForce'>): string => `${points ?? '—'} / ${weightInForce}`;
