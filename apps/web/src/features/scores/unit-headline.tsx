import type { UnitTrace } from '@skill-ledger/contracts';
import type { ScoreAddress } from '../../api/scores.ts';
import { CellBar } from '../../charts/cell-bar.tsx';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';
import styles from './unit-headline.module.css';

/** Total, grade and place at a glance; beside them the three aspects. */
export function UnitHeadline({ own, address }: { own: UnitTrace; address: ScoreAddress }) {
  const text = useTexts();
  return (
    <section className={styles.headline} aria-label={text.total} data-section="headline">
      <div>
        <h2>{text.total}</h2>
        <p className={styles.number}>
          {own.total === null ? (
            <span className={styles.none} title={text.notEvaluatedWhy}>
              {text.notEvaluated}
            </span>
          ) : (
            <span className={styles.big}>
              <ScoreNumber
                subject={{ unit: own.unit }}
                address={address}
                label={text.total}
                value={own.total}
              />
            </span>
          )}
          {own.grade && (
            <span className={styles.grade} data-grade={own.grade}>
              {text.grades[own.grade] ?? own.grade}
            </span>
          )}
          {own.rank && <span className={styles.rank}>{text.place(own.kind, own.rank)}</span>}
        </p>
      </div>
      <div>
        <h2>{text.aspects}</h2>
        <dl className={styles.aspects}>
          {own.themes.map(({ id, points, weight }) => (
            <div key={id}>
              <dt>{text.themes[id]}</dt>
              <dd>
                <CellBar value={points === null ? undefined : Number(points)} max={Number(weight) || 1}>
                  <ScoreNumber
                    subject={{ unit: own.unit, theme: id }}
                    address={address}
                    label={text.themes[id]}
                    value={points}
                  />
                </CellBar>
                <span className={styles.of}>/ {weight}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
