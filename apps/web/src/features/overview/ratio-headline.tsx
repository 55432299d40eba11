import type { RatiosAnswer } from '@skill-ledger/contracts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { formatDay, formatDistance, formatMonth, formatPercent, formatYardstick } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure } from '../../why/figure.tsx';
import styles from './headlines.module.css';
import { useSubject } from './subject.ts';
import { useTexts } from './texts.ts';

type Kind = 'skilled' | 'highSkilled';

/** One of the two skill ratios against its approximate target, with its trend. */
export function RatioHeadline({ answer, kind }: { answer: RatiosAnswer; kind: Kind }) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const { figures, targets } = useProgramme();
  const ratioId = `${kind}Ratio` as const;
  const missingId = `${kind}Missing` as const;
  const gapId = `${kind}Gap` as const;
  const definition = figures[ratioId];
  const label = definition ? say(definition.label) : ratioId;
  const target = targets.find(({ figure }) => figure === ratioId);
  const subject = useSubject(answer.filters);
  const { current, series } = answer;
  if (!current || !target) {
    const absent = answer.absent ?? '无数据';
    return (
      <article className={styles.headline}>
        <h2>{label}</h2>
        <p className={styles.none}>
          <b>{text.absence[absent]}</b>
          {absent === '不适用' ? text.headline.cityOnly : text.headline.noWorkforce}
        </p>
      </article>
    );
  }
  const source = { subject, row: current, basis: answer, workforce: current };
  const attainment = current[`${kind}Attainment`];
  const goal = formatYardstick(target.value);
  const points = series.map((one) => ({
    label: `${formatMonth(one.statOn.slice(0, 7), language)} ${formatPercent(one[ratioId])}`,
    value: one[ratioId],
  }));
  const first = points[0]?.label ?? '';
  const last = points.at(-1)?.label ?? '';
  return (
    <article className={styles.headline}>
      <h2>{label}</h2>
      <p className={styles.number}>
        <span className={styles.big}>
          <Figure id={ratioId} source={source} />
        </span>
        <span className={styles.of}>
          {target.about ? text.headline.aboutTarget(goal) : `${text.headline.ofTarget} ${goal}`}
        </span>
      </p>
      <p className={styles.state}>
        <Mark state={attainment} word={text.attainment[attainment]} />
        <span>
          {current[gapId] < 0 ? text.headline.apart : text.headline.above}{' '}
          <Figure id={gapId} source={source}>
            {formatDistance(current[gapId])} {text.unitWords.points}
          </Figure>
        </span>
        {current[missingId] > 0 && (
          <span>
            {text.headline.missing} <Figure id={missingId} source={source} withUnit />
          </span>
        )}
      </p>
      <Sparkline
        points={points}
        target={target.value}
        description={text.headline.trend(label, first, last)}
      />
      <p className={styles.quiet}>{text.headline.statistic(formatDay(current.statOn, language))}</p>
    </article>
  );
}
