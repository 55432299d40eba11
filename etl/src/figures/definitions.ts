import type { FigureDefinition, FigureId } from '@skill-ledger/contracts';
import { FUND_SUMS, MONEY_FIGURES, PAYOUT_SUMS } from './definitions/money.ts';
import { PACE_FIGURES } from './definitions/pace.ts';
import { TRAINING_COUNTS, TRAINING_FIGURES } from './definitions/training.ts';
import { WORKFORCE_FIGURES } from './definitions/workforce.ts';

/**
 * What each figure is, for people: the one text behind labels, "why?" panels, reports and footnotes. A formula names
 * figures in braces; `{goal}` is the target, or the quota of a unit, `{employed}`, `{skilled}` and `{highSkilled}` are
 * columns of the workforce statistic.
 */
export const FIGURES: Record<FigureId, FigureDefinition> = {
  ...TRAINING_COUNTS,
  ...TRAINING_FIGURES,
  ...PACE_FIGURES,
  ...WORKFORCE_FIGURES,
  ...FUND_SUMS,
  ...PAYOUT_SUMS,
  ...MONEY_FIGURES,
};
