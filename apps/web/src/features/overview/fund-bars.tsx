import { type FigureId, type FundsAnswer, NO_YUAN, type Yuan } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { compareYuan, shareOf } from '../../ui/money.ts';
import { Figure } from '../../why/figure.tsx';
import type { FigureRow } from '../../why/source.tsx';
import styles from './fund-bars.module.css';
import { useTexts } from './texts.ts';

const STAGES = ['budget', 'arrived', 'paid'] as const satisfies FigureId[];
const SHARES = ['paidOfBudget', 'paidOfArrived'] as const satisfies FigureId[];

/** Figures that can exist under the filters; towns have no budgets. */
const applying = <T extends FigureId>(ids: readonly T[], { total }: FundsAnswer): T[] =>
  ids.filter((id) => total.absent?.[id] !== '不适用');

/** Budget, arrived and paid of each source inside one another, all on one scale. */
export function FundBars({ answer }: { answer: FundsAnswer }) {
  const text = useTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  const names = useNames();
  const amounts = answer.sources.flatMap((row) => STAGES.flatMap((stage) => row[stage] ?? []));
  const scale = amounts.toSorted(compareYuan).at(-1) ?? NO_YUAN;
  return (
    <>
      <div className={`${styles.amounts} ${styles.key}`} aria-hidden="true">
        {applying(STAGES, answer).map((stage) => (
          <span key={stage}>
            <i className={styles[stage]} />
            {figures[stage] ? say(figures[stage].label) : stage}
          </span>
        ))}
        {applying(SHARES, answer).map((id) => (
          <span key={id}>{text.funds[id]}</span>
        ))}
      </div>
      <ul className={styles.list}>
        {answer.sources.map((row) => (
          <Source key={row.source} name={names(row.source)} row={row} answer={answer} scale={scale} />
        ))}
        <Source name={text.funds.total} row={answer.total} answer={answer} />
      </ul>
    </>
  );
}

interface SourceProps {
  name: string;
  row: FigureRow;
  answer: FundsAnswer;
  /** The longest bar's amount; the total has no bar on the sources' scale. */
  scale?: Yuan;
}

function Source({ name, row, answer, scale }: SourceProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  const source = { subject: name, row, basis: answer };
  return (
    <li className={styles.source}>
      <h3>{name}</h3>
      {scale !== undefined && (
        <div className={styles.bars} aria-hidden="true">
          {STAGES.map((stage) => {
            const amount = row[stage];
            return (
              amount !== undefined && (
                <span
                  key={stage}
                  className={styles[stage]}
                  style={{ width: `${Math.min(1, shareOf(amount, scale)) * 100}%` }}
                />
              )
            );
          })}
        </div>
      )}
      <dl className={styles.amounts}>
        {applying(STAGES, answer).map((stage) => (
          <div key={stage}>
            <dt className="visually-hidden">{figures[stage] ? say(figures[stage].label) : stage}</dt>
            <dd>
              <Figure id={stage} source={source} />
            </dd>
          </div>
        ))}
        {applying(SHARES, answer).map((id) => (
          <div key={id}>
            <dt className="visually-hidden">{text.funds[id]}</dt>
            <dd>
              <Figure id={id} source={source} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
