import { type FormDetail, formatAmount, formatRate, type IndicatorTrace } from '@skill-ledger/contracts';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LedgerRows } from '../../why/ledger-rows.tsx';
import { useWhy } from '../../why/source.tsx';
import { Fact, WhyFacts, WhyHead } from '../../why/why-panel.tsx';
import { useFormTexts } from './form-texts.ts';

interface IndicatorRowsProps {
  one: IndicatorTrace;
  detail: FormDetail;
}

/** Opens the calculation of an indicator's points and the ledger rows behind it, beside the form. */
export function IndicatorRows({ one, detail }: IndicatorRowsProps) {
  const text = useFormTexts();
  const { say } = useLanguage();
  const { may } = useSession();
  const { question, ask } = useWhy();
  const name = `${detail.form.id} ${one.id}`;
  if (!may('rows.read')) return null;
  return (
    <Button
      kind="link"
      size="small"
      aria-label={text.rowsOf(say(one.name))}
      aria-haspopup="dialog"
      aria-expanded={question !== undefined && 'name' in question && question.name === name}
      onClick={(event) =>
        ask({
          name,
          asker: event.currentTarget,
          content: <RowsBehind key={name} one={one} detail={detail} />,
        })
      }
    >
      {text.rows}
    </Button>
  );
}

const PARTS = [
  ['numerator', 'numeratorLabel'],
  ['denominator', 'denominatorLabel'],
] as const;

function RowsBehind({ one, detail: { form, period, snapshot } }: IndicatorRowsProps) {
  const text = useFormTexts();
  const names = useNames();
  const { say } = useLanguage();
  return (
    <>
      <WhyHead title={say(one.name)} value={`${one.points ?? text.absence.不适用} / ${one.weightInForce}`} />
      <WhyFacts>
        <Fact label={text.unit}>{names(form.unit)}</Fact>
        <Fact label={text.definition}>{say(one.definition)}</Fact>
        {PARTS.map(([part, label]) => {
          const value = one[part];
          return (
            value !== null && (
              <Fact key={part} label={say(one[label])}>
                {formatAmount(value)}
              </Fact>
            )
          );
        })}
        {one.actual !== null && <Fact label={text.actual}>{formatRate(one.actual, one)}</Fact>}
        <Fact label={text.formula}>{one.formula}</Fact>
        <Fact label={text.facts.snapshot}>{snapshot}</Fact>
      </WhyFacts>
      {PARTS.map(([part, label]) => (
        <LedgerRows
          key={part}
          label={say(one[label])}
          address={{ unit: form.unit, period: period.id, scheme: period.scheme, indicator: one.id, part }}
          before={(answer) =>
            part === 'numerator' &&
            answer.snapshot !== snapshot && (
              <Notice tone="info">{text.rowsOfNow(answer.snapshot, snapshot)}</Notice>
            )
          }
        />
      ))}
    </>
  );
}
