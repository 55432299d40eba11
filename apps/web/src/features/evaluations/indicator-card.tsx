import { type FormDetail, formatRate, type IndicatorTrace } from '@skill-ledger/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { LightMark } from '../../ui/light-mark.tsx';
import { useFormTexts } from './form-texts.ts';
import styles from './indicator-card.module.css';
import { IndicatorRows } from './indicator-rows.tsx';

const SIGNS = { more: '≥', less: '≤', exactly: '=' };

interface IndicatorCardProps {
  one: IndicatorTrace;
  detail: FormDetail;
  children?: ReactNode;
}

/** An indicator with its calculation, and beside it the unit's and the reviewers' entries. */
export function IndicatorCard({ one, detail, children }: IndicatorCardProps) {
  const text = useFormTexts();
  const { say } = useLanguage();
  const [best] = one.ratings ?? [];
  const actualText = (): string => {
    if (one.ratings) return text.ratedByPeople;
    return one.actual === null ? text.absence.不适用 : formatRate(one.actual, one);
  };
  return (
    <article className={styles.card} aria-label={say(one.name)} data-indicator={one.id}>
      <div className={styles.known}>
        <h3>
          {say(one.name)} {one.light && <LightMark light={one.light} />}
        </h3>
        <dl className={styles.facts}>
          <div>
            <dt>{text.actual}</dt>
            <dd>{actualText()}</dd>
          </div>
          <div>
            <dt>{text.target}</dt>
            <dd>{best ? say(best) : `${SIGNS[one.direction]} ${formatRate(one.target, one)}`}</dd>
          </div>
          <div>
            <dt>{text.weight}</dt>
            <dd>{one.weightInForce}</dd>
          </div>
        </dl>
        {one.smallBase && <p className={styles.note}>▲ {text.smallBase}</p>}
        {one.note && <p className={styles.note}>{say(one.note)}</p>}
        <details className={styles.how}>
          <summary>{text.how}</summary>
          <p>{say(one.definition)}</p>
          <p className={styles.formula}>{one.formula}</p>
        </details>
        {!one.ratings && <IndicatorRows one={one} detail={detail} />}
      </div>
      <div className={styles.said}>{children}</div>
    </article>
  );
}

interface ScoresProps {
  system: string | null;
  self: ReactNode;
  review?: ReactNode;
}

/** 系统分 / 自评分 / 复核分, side by side. */
export function ThreeScores({ system, self, review }: ScoresProps) {
  const text = useFormTexts();
  return (
    <div className={styles.scores}>
      <div>
        <span className={styles.label}>{text.system}</span>
        <strong className={styles.points}>{system ?? text.absence.不适用}</strong>
      </div>
      <div>{self}</div>
      {review !== undefined && <div>{review}</div>}
    </div>
  );
}

/** A score that is read-only here. */
export function Score({ label, points }: { label: string; points: string | null | undefined }) {
  return (
    <>
      <span className={styles.label}>{label}</span>
      <strong className={styles.points}>{points ?? '—'}</strong>
    </>
  );
}
