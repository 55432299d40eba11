import type { ScoreFrame, ScorePeriod } from '@skill-ledger/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ScoreAddress } from '../../api/scores.ts';

/** Period and day of the page: those of the address, or the newest. */
export interface ScoreScope {
  period: ScorePeriod;
  address: ScoreAddress;
}

/** The period of the address, or the current one, counted up to the newest data until it ends. */
export function useScope(frame: ScoreFrame): ScoreScope {
  const { period: asked, scheme, asOf } = useSearch({ strict: false });
  return useMemo(() => {
    const known = frame.periods.find(({ id }) => id === asked);
    const period = known ?? frame.periods.find(({ id }) => id === frame.current) ?? frame.periods[0];
    if (!period) throw new Error('a programme has periods');
    const isOpen = period.from <= frame.asOf && frame.asOf < period.to;
    const day = asOf ?? (isOpen ? frame.asOf : undefined);
    return {
      period,
      address: { period: asked ?? period.id, ...(day && { asOf: day }), ...(scheme && { scheme }) },
    };
  }, [frame, asked, scheme, asOf]);
}

/** Navigates to another period; for the newest, the address has none. */
export function useChangePeriod({ current }: ScoreFrame): (period: string) => void {
  const navigate = useNavigate();
  return (period) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, period: period === current ? undefined : period, asOf: undefined }),
      resetScroll: false,
    });
}
