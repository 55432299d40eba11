import type { IndicatorTrace, ScoreMove, UnitTrace } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Section } from '../../ui/section.tsx';
import { movesQuery } from './api.ts';
import styles from './list.module.css';
import { formatSteps } from './notation.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';

/** Maximum number of moves shown; further ones have little effect. */
const SHOWN = 5;

/** Changes that would raise the total most, each with the resulting total. */
export function Moves({ own, address }: { own: UnitTrace; address: ScoreAddress }) {
  const text = useTexts();
  const { say } = useLanguage();
  const answer = useQuery(movesQuery(address, own.unit));
  const worded = ({ indicator, text: words, count }: ScoreMove): string =>
    say(words).replace('{n}', formatSteps(indicatorOf(own, indicator), count));
  const [best] = answer.data?.moves ?? [];
  return (
    <Section
      id="moves"
      label={text.movesLabel}
      title={
        best
          ? text.movesTitle(worded(best), best.points)
          : answer.data
            ? own.total !== null
              ? text.movesNone
              : text.indicatorsNone
            : text.movesLabel
      }
      note={text.movesNote}
    >
      <Answer query={answer} height={200}>
        {({ moves }) => (
          <ol className={styles.list}>
            {moves.slice(0, SHOWN).map((move) => (
              <li key={move.indicator} data-move={move.indicator}>
                <span className={styles.what}>{worded(move)}</span>
                <span className={styles.number}>
                  <ScoreNumber
                    subject={{ unit: own.unit, indicator: move.indicator, field: 'move' }}
                    address={address}
                    label={worded(move)}
                    value={move.points}
                    shown={`+${move.points}`}
                  />
                </span>
                <span className={styles.note}>
                  {text.moveAfter(move.total, text.grades[move.grade] ?? move.grade)}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Section>
  );
}

const indicatorOf = ({ indicators }: UnitTrace, id: string): Pick<IndicatorTrace, 'unit'> =>
  indicators.find((one) => one.id === id) ?? { unit: 'persons' };
