import type { DomainRow, DomainsAnswer } from '@skill-ledger/contracts';
import { Bullet } from '../../charts/bullet.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { formatCount, formatPercent, formatPoints } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure } from '../../why/figure.tsx';
import axis from './domain-axis.module.css';
import styles from './domain-bars.module.css';
import { useTexts } from './texts.ts';

/** All bars on one scale, in shares of each domain's target, so that targets and time are aligned. */
const MIN_SCALE = 1.2;

export function DomainBars({ answer }: { answer: DomainsAnswer }) {
  const text = useTexts();
  const goalLabel = useGoalLabel();
  const year = Number(answer.asOf.slice(0, 4));
  const reach = answer.domains.flatMap(({ target, planToDate, progress }) => [
    progress ?? 0,
    target ? (planToDate ?? 0) / target : 0,
  ]);
  const max = Math.max(MIN_SCALE, ...reach);
  const measured = answer.domains.filter(({ progress }) => progress !== undefined);
  const [first] = measured;
  const time = first?.timeProgress;
  // With a filter by unit, domains may be measured over different years: then there is no common line.
  const isShared = measured.every(({ timeProgress }) => timeProgress === time);
  return (
    <>
      {first && time !== undefined && isShared && (
        <div className={axis.axis} aria-hidden="true">
          <span>
            <i style={{ insetInlineStart: `${(time / max) * 100}%` }}>
              {text.domains.timeLine(formatPercent(time))}
            </i>
            <b style={{ insetInlineStart: `${(1 / max) * 100}%` }}>{goalLabel(goalOf(first))}</b>
          </span>
        </div>
      )}
      <ul className={styles.list}>
        {answer.domains.map((row) => (
          <Domain key={row.domain} row={row} answer={answer} max={max} year={year} />
        ))}
      </ul>
    </>
  );
}

interface DomainProps {
  row: DomainRow;
  answer: DomainsAnswer;
  max: number;
  year: number;
}

function Domain({ row, answer, max, year }: DomainProps) {
  const text = useTexts();
  const names = useNames();
  const goalLabel = useGoalLabel();
  const subject = names(row.domain);
  const source = { subject, row, basis: answer };
  const { pace, paceGap, planToDate, progress, timeProgress } = row;
  const goal = goalOf(row);
  // The baseline exists by domain only.
  const hasBaseline = Object.keys(answer.filters).every((name) => name === 'domain');
  const yardstick = row[goal];
  return (
    <li className={`${axis.columns} ${styles.row}`} data-domain={row.domain}>
      <div className={styles.name}>
        <h3>{subject}</h3>
        <p>
          {text.domains.lead} {row.lead === null ? text.absence.未分解 : names(row.lead)}
        </p>
      </div>
      <div className={styles.bullet}>
        {progress !== undefined && yardstick !== undefined && (
          <Bullet
            value={progress}
            target={1}
            plan={planToDate === undefined ? undefined : planToDate / yardstick}
            time={timeProgress}
            max={max}
            description={[
              `${subject}${text.colon}${formatPercent(progress)}`,
              `${goalLabel(goal)} ${formatCount(yardstick)}`,
              ...(planToDate === undefined
                ? []
                : [`${text.domains.planUntil(year)} ${formatCount(planToDate)}`]),
            ].join(text.comma)}
          />
        )}
      </div>
      <div className={styles.progress}>
        <Figure id="progress" source={source} />
      </div>
      <div className={styles.pace}>
        {pace !== undefined && (
          <Figure id="pace" source={source}>
            <Mark state={pace} word={text.pace[pace]} />
          </Figure>
        )}
        {paceGap !== undefined && (
          <Figure id="paceGap" source={source}>
            {formatPoints(paceGap)} <small>{text.unitWords.points}</small>
          </Figure>
        )}
      </div>
      <div className={styles.counts}>
        <p>
          <Figure id="completed" source={source} /> / <Figure id={goal} source={source} />
        </p>
        <p className={styles.year}>
          {hasBaseline && <Baseline domain={row.domain} />}
          {row.yearPlan !== undefined && (
            <span>
              {text.domains.year(year)} <Figure id="yearCompleted" source={source} /> /{' '}
              <Figure id="yearPlan" source={source} />
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

/** What a domain is measured against: its target, or with a filter by unit the quota. */
const goalOf = ({ quota }: DomainRow): 'target' | 'quota' => (quota === undefined ? 'target' : 'quota');

/** The programme's term for the goal. */
function useGoalLabel(): (goal: 'target' | 'quota') => string {
  const text = useTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  return (goal) => {
    const definition = figures[goal];
    return definition ? say(definition.label) : text.curve.target;
  };
}

/** The baseline of earlier years; a dash if the annex prints one. */
function Baseline({ domain }: { domain: string }) {
  const text = useTexts();
  const { domains } = useProgramme();
  const years = domains.find(({ name }) => name === domain)?.years ?? [];
  return years
    .filter(({ kind }) => kind === 'baseline')
    .map(({ year, value }) => (
      <span key={year} title={value === null ? text.domains.unknown : undefined}>
        {text.domains.baseline(year)} {value === null ? '–' : formatCount(value)}
      </span>
    ));
}
