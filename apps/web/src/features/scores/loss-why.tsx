import type { ScoreTrace } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Fact, WhyFacts, WhyHead } from '../../why/why-panel.tsx';
import { subtractPoints } from './notation.ts';
import type { ScoreSubject } from './subject.ts';
import { useTexts } from './texts.ts';
import { Basis, PartList } from './why-parts.tsx';

interface LossWhyProps {
  trace: ScoreTrace;
  id: string;
  onAsk: (subject: ScoreSubject) => void;
}

/** Points lost in an indicator over all units: unit by unit, the greatest loss first. */
export function LossWhy({ trace, id, onAsk }: LossWhyProps) {
  const text = useTexts();
  const names = useNames();
  const { say } = useLanguage();
  const one = trace.units[0]?.indicators.find((indicator) => indicator.id === id);
  const lost = trace.units
    .flatMap(({ unit, total, indicators }) => {
      const own = indicators.find((indicator) => indicator.id === id);
      return total === null || own?.points == null
        ? []
        : [{ unit, lost: subtractPoints(own.weightInForce, own.points) }];
    })
    .filter((row) => Number(row.lost) > 0)
    .toSorted((a, b) => Number(b.lost) - Number(a.lost));
  const sum = lost.reduce((all, row) => subtractPoints(all, `-${row.lost}`), '0.00');
  return (
    <>
      <WhyHead title={one ? say(one.name) : id} value={sum} />
      <WhyFacts>
        <Fact label={text.definition}>{text.lossDefinition(lost.length)}</Fact>
        {one && <Fact label={text.indicator}>{say(one.definition)}</Fact>}
        <Basis trace={trace} />
      </WhyFacts>
      <PartList
        parts={lost.map((row) => ({
          key: row.unit,
          label: names(row.unit),
          value: row.lost,
          onAsk: () => onAsk({ unit: row.unit, indicator: id }),
        }))}
      />
    </>
  );
}
