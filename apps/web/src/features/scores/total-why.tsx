import type { ScoreTrace, UnitTrace } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Fact, WhyFacts, WhyHead } from '../../why/why-panel.tsx';
import type { ScoreSubject } from './subject.ts';
import { useTexts } from './texts.ts';
import { Basis, PartList, pointsOf } from './why-parts.tsx';

interface TotalWhyProps {
  trace: ScoreTrace;
  unit: UnitTrace;
  theme: string | undefined;
  onAsk: (subject: ScoreSubject) => void;
}

/** The total of a unit, or of one of its aspects: the indicators that add up to it, caps and deductions. */
export function TotalWhy({ trace, unit, theme, onAsk }: TotalWhyProps) {
  const text = useTexts();
  const names = useNames();
  const { say } = useLanguage();
  const aspect = unit.themes.find(({ id }) => id === theme);
  const own = unit.indicators.filter((one) => theme === undefined || one.theme === theme);
  const sum = own.flatMap(({ points }) => (points === null ? [] : [points])).join(' + ');
  const value = aspect ? `${aspect.points ?? '—'} / ${aspect.weight}` : (unit.total ?? text.notEvaluated);
  return (
    <>
      <WhyHead title={aspect ? text.themes[aspect.id] : text.total} value={value} />
      <WhyFacts>
        <Fact label={text.unit}>{names(unit.unit)}</Fact>
        {!aspect && unit.grade && <Fact label={text.grade}>{text.grades[unit.grade] ?? unit.grade}</Fact>}
        {!aspect && unit.rank && <Fact label={text.rank}>{text.place(unit.kind, unit.rank)}</Fact>}
        <Fact label={text.formula}>
          {sum} = {aspect ? aspect.points : unit.sum}
        </Fact>
        {!aspect &&
          unit.adjustments.map(({ id, points, reason }) => (
            <Fact key={id} label={text.adjustment}>
              {say(reason)}
              {text.colon}
              {points}
            </Fact>
          ))}
        <Basis trace={trace} />
      </WhyFacts>
      <PartList
        parts={own.map((one) => ({
          key: one.id,
          label: say(one.name),
          value: pointsOf(one),
          onAsk: () => onAsk({ unit: unit.unit, indicator: one.id }),
        }))}
      />
    </>
  );
}
