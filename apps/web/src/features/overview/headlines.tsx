import type { ProgressAnswer, RatiosAnswer } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Bullet } from '../../charts/bullet.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { formatCount, formatDay, formatDistance, formatPercent, formatYardstick } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure } from '../../why/figure.tsx';
import styles from './headlines.module.css';
import { RatioHeadline } from './ratio-headline.tsx';
import { useSubject } from './subject.ts';
import { useTexts } from './texts.ts';

interface HeadlinesProps {
  progress: UseQueryResult<ProgressAnswer>;
  ratios: UseQueryResult<RatiosAnswer>;
}

/** The programme's targets: the current value of each, and whether it will be reached. */
export function Headlines({ progress, ratios }: HeadlinesProps) {
  const text = useTexts();
  return (
    <section className={styles.headlines} aria-label={text.headline.label}>
      <Answer query={progress} height={196}>
        {(answer) => <Completed answer={answer} />}
      </Answer>
      <Answer query={ratios} height={196}>
        {(answer) => <RatioHeadline answer={answer} kind="skilled" />}
      </Answer>
      <Answer query={ratios} height={196}>
        {(answer) => <RatioHeadline answer={answer} kind="highSkilled" />}
      </Answer>
    </section>
  );
}

function Completed({ answer }: { answer: ProgressAnswer }) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const { figures, period } = useProgramme();
  const subject = useSubject(answer.filters);
  const { total } = answer;
  const source = { subject, row: total, basis: answer };
  const goal = total.target === undefined ? 'quota' : 'target';
  const { forecast, pace, paceGap, progress, recentPerMonth, timeProgress } = total;
  return (
    <article className={styles.headline}>
      <h2>{figures.completed ? say(figures.completed.label) : text.units.done}</h2>
      <p className={styles.number}>
        <span className={styles.big}>
          <Figure id="completed" source={source} />
        </span>
        <span className={styles.of}>
          {'/ '}
          <Figure id={goal} source={source} withUnit />
        </span>
        <span className={styles.share}>
          <Figure id="progress" source={source} />
        </span>
      </p>
      {progress !== undefined && (
        <div className={styles.bar}>
          <Bullet
            value={progress}
            target={1}
            time={timeProgress}
            max={Math.max(1, progress)}
            description={`${formatPercent(progress)}${text.comma}${text.headline.timeProgress} ${formatPercent(timeProgress ?? 0)}`}
          />
        </div>
      )}
      <p className={styles.state}>
        {pace !== undefined && (
          <Figure id="pace" source={source}>
            <Mark state={pace} word={text.pace[pace]} />
          </Figure>
        )}
        {paceGap !== undefined && (
          <span>
            {text.headline.gap(paceGap < 0).before}{' '}
            <Figure id="paceGap" source={source}>
              {formatDistance(paceGap)} {text.unitWords.points}
            </Figure>{' '}
            {text.headline.gap(paceGap < 0).after}
          </span>
        )}
        {timeProgress !== undefined && (
          <span className={styles.quiet}>
            {text.headline.timeProgress} <Figure id="timeProgress" source={source} />
          </span>
        )}
      </p>
      <dl className={styles.outlook}>
        <div>
          <dt>{text.headline.required}</dt>
          <dd>
            <Figure id="requiredPerMonth" source={source} />
            {recentPerMonth !== undefined && (
              <span className={styles.quiet}>
                {text.headline.recent} <Figure id="recentPerMonth" source={source} />
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{text.headline.forecastAt(formatDay(period.until, language))}</dt>
          <dd>
            <Figure id="forecast" source={source} />
            {forecast && (
              <span className={styles.quiet}>
                {text.brackets(
                  // No forecast once the period is over.
                  forecast.low === forecast.high
                    ? say(forecast.method)
                    : text.headline.interval(
                        formatYardstick(forecast.level),
                        formatCount(forecast.low),
                        formatCount(forecast.high),
                      ),
                )}
              </span>
            )}
          </dd>
        </div>
      </dl>
    </article>
  );
}
