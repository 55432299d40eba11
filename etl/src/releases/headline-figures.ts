import type { FigureId } from '@skill-ledger/contracts';

/** The headline figures in order: at the as-of date, or of the period. */
export const HEADLINE_FIGURES: Record<string, { id: FigureId; span: 'day' | 'period' }> = {
  ...Object.fromEntries(
    (
      [
        ...['completed', 'target', 'progress', 'timeProgress', 'paceGap', 'skilledRatio'],
        ...['highSkilledRatio', 'budget', 'arrived', 'paid'],
      ] as FigureId[]
    ).map((id) => [id, { id, span: 'day' as const }]),
  ),
  completedPeriod: { id: 'completedRecords', span: 'period' },
  personsPeriod: { id: 'persons', span: 'period' },
  paidPeriod: { id: 'paid', span: 'period' },
  personTimesPeriod: { id: 'paidPersonTimes', span: 'period' },
};
