import type { IndicatorTrace, ScoreTrace, UnitTrace } from '@skill-ledger/contracts';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Button } from '../../ui/button.tsx';
import { LightMark } from '../../ui/light-mark.tsx';
import { LedgerRows } from '../../why/ledger-rows.tsx';
import { Fact, WhyFacts, WhyHead } from '../../why/why-panel.tsx';
import { GiveScoreTask } from './give-score-task.tsx';
import { formatNumber, formatValue } from './notation.ts';
import { useTexts } from './texts.ts';
import styles from './why-parts.module.css';
import { Basis, pointsOf } from './why-parts.tsx';

interface IndicatorWhyProps {
  trace: ScoreTrace;
  unit: UnitTrace;
  one: IndicatorTrace;
  address: ScoreAddress;
  onBack: () => void;
}

/** How the points of an indicator come about, and the rows behind its numerator and denominator. */
export function IndicatorWhy({ trace, unit, one, address, onBack }: IndicatorWhyProps) {
  const text = useTexts();
  const names = useNames();
  const { say } = useLanguage();
  return (
    <>
      <WhyHead title={say(one.name)} value={pointsOf(one)} />
      <WhyFacts>
        <Fact label={text.unit}>{names(unit.unit)}</Fact>
        <Fact label={text.definition}>{say(one.definition)}</Fact>
        {one.numerator !== null && <Fact label={say(one.numeratorLabel)}>{formatNumber(one.numerator)}</Fact>}
        {one.denominator !== null && (
          <Fact label={say(one.denominatorLabel)}>{formatNumber(one.denominator)}</Fact>
        )}
        {one.actual !== null && (
          <Fact label={text.actual}>
            {formatValue(one, one.actual)} <LightMark light={one.light} />
          </Fact>
        )}
        <Fact label={text.target}>{formatValue(one, one.target)}</Fact>
        <Fact label={text.formula}>{one.formula}</Fact>
        <Fact label={text.weight}>
          {Number(one.weight) === Number(one.weightInForce)
            ? one.weight
            : text.spread(one.weight, one.weightInForce)}
        </Fact>
        {one.note && <Fact label={text.absence.不适用}>{say(one.note)}</Fact>}
        {one.smallBase && <Fact label={text.smallBase}>{text.smallBaseWhy}</Fact>}
        {one.rank && <Fact label={text.rank}>{text.place(unit.kind, one.rank)}</Fact>}
        <Fact label={text.reviewer}>{one.reviewer}</Fact>
        <Basis trace={trace} />
      </WhyFacts>
      <GiveScoreTask trace={trace} unit={unit.unit} indicator={one.id} />
      <p className={styles.back}>
        <Button size="small" onClick={onBack}>
          {text.wholeScore}
        </Button>
      </p>
      {(['numerator', 'denominator'] as const).map((part) => (
        <LedgerRows
          key={part}
          label={say(part === 'numerator' ? one.numeratorLabel : one.denominatorLabel)}
          address={{ ...address, unit: unit.unit, indicator: one.id, part }}
        />
      ))}
    </>
  );
}
