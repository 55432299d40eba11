import type { ScoreTrace } from '@skill-ledger/contracts';
import { useNames } from '../../programme/programme.tsx';
import { Fact, WhyFacts, WhyHead } from '../../why/why-panel.tsx';
import { subtractPoints } from './notation.ts';
import type { ScoreSubject } from './subject.ts';
import { useTexts } from './texts.ts';
import { Basis, PartList } from './why-parts.tsx';

interface AspectWhyProps {
  trace: ScoreTrace;
  id: string;
  onAsk: (subject: ScoreSubject) => void;
}

/** One aspect over all units, the lowest share first. */
export function AspectWhy({ trace, id, onAsk }: AspectWhyProps) {
  const text = useTexts();
  const names = useNames();
  const rows = trace.units
    .flatMap(({ unit, total, themes }) => {
      const own = themes.find((theme) => theme.id === id);
      return total === null || own?.points == null
        ? []
        : [{ unit, id: own.id, points: own.points, weight: own.weight }];
    })
    .toSorted((a, b) => Number(a.points) / Number(a.weight) - Number(b.points) / Number(b.weight));
  const sum = (values: string[]): string =>
    values.reduce((all, value) => subtractPoints(all, `-${value}`), '0.00');
  const [first] = rows;
  const [points, weight] = [sum(rows.map((row) => row.points)), sum(rows.map((row) => row.weight))];
  return (
    <>
      <WhyHead title={first ? text.themes[first.id] : id} value={`${points} / ${weight}`} />
      <WhyFacts>
        <Fact label={text.definition}>{text.aspectDefinition(rows.length)}</Fact>
        <Basis trace={trace} />
      </WhyFacts>
      <PartList
        parts={rows.map((row) => ({
          key: row.unit,
          label: names(row.unit),
          value: `${row.points} / ${row.weight}`,
          onAsk: () => onAsk({ unit: row.unit, theme: id }),
        }))}
      />
    </>
  );
}
