import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ScoreAddress, traceQuery } from '../../api/scores.ts';
import { Answer } from '../../ui/answer.tsx';
import { AspectWhy } from './aspect-why.tsx';
import { IndicatorWhy } from './indicator-why.tsx';
import { LossWhy } from './loss-why.tsx';
import type { ScoreSubject } from './subject.ts';
import { TotalWhy } from './total-why.tsx';

/** "Why?" of a number of a score: the trace of its calculation, down to the ledger rows. */
export function ScoreWhy({ subject, address }: { subject: ScoreSubject; address: ScoreAddress }) {
  const [asked, setAsked] = useState(subject);
  const answer = useQuery(traceQuery(address, asked.unit));
  return (
    <Answer query={answer} height={480}>
      {(trace) => {
        const [unit] = trace.units;
        if (asked.unit === undefined && asked.indicator !== undefined) {
          return <LossWhy trace={trace} id={asked.indicator} onAsk={setAsked} />;
        }
        if (asked.unit === undefined && asked.theme !== undefined) {
          return <AspectWhy trace={trace} id={asked.theme} onAsk={setAsked} />;
        }
        if (!unit) return null;
        const one = unit.indicators.find(({ id }) => id === asked.indicator);
        return one ? (
          <IndicatorWhy
            trace={trace}
            unit={unit}
            one={one}
            address={address}
            onBack={() => setAsked({ unit: unit.unit })}
          />
        ) : (
          <TotalWhy trace={trace} unit={unit} theme={asked.theme} onAsk={setAsked} />
        );
      }}
    </Answer>
  );
}
