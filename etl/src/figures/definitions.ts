import type { FigureId } from '@skill-ledger/contracts';
import { GOAL_FIGURES } from './definitions/goal.ts';
import { FUND_SUMS, MONEY_FIGURES, PAYOUT_SUMS } from './definitions/money.ts';
import { PACE_FIGURES } from './definitions/pace.ts';
import { BASELINE_SUMS, TRAINING_COUNTS, TRAINING_FIGURES } from './definitions/training.ts';
import { WORKFORCE_FIGURES, WORKFORCE_SUMS } from './definitions/workforce.ts';
import { type Descriptor, isMeasured, type PartId } from './descriptor.ts';

const MONEY = { ...FUND_SUMS, ...PAYOUT_SUMS, ...MONEY_FIGURES };
const TRAINING = {
  ...TRAINING_COUNTS,
  ...BASELINE_SUMS,
  ...TRAINING_FIGURES,
  ...GOAL_FIGURES,
  ...PACE_FIGURES,
};

/** Every figure by its id: the one definition behind numbers, labels, "why?" panels, reports and footnotes. */
export const FIGURES: Record<FigureId, Descriptor> = {
  ...TRAINING,
  ...WORKFORCE_SUMS,
  ...WORKFORCE_FIGURES,
  ...MONEY,
};

const idsOf = (figures: object): FigureId[] => Object.keys(figures) as FigureId[];

/** Figures of money, and those of trainings and money together. */
export const MONEY_IDS = idsOf(MONEY);
export const PROGRESS_IDS = idsOf({ ...TRAINING, ...MONEY });

/** Forecast and recent months exist for the total only. */
const TOTAL_ONLY: FigureId[] = ['forecast', 'expected', 'recentPerMonth', 'recentCompleted', 'recentMonths'];

/** Figures of a row in a list. */
export const ROW_IDS = PROGRESS_IDS.filter((id) => !TOTAL_ONLY.includes(id));

/** Figures that a part resolves to: the goal is the target or the quota, whichever the row has. */
export const figuresOf = (part: PartId): FigureId[] => (part === 'goal' ? ['target', 'quota'] : [part]);

/** Figures and all those they are computed from, each after its parts. */
export function withParts(figures: FigureId[]): FigureId[] {
  const found = new Set<FigureId>();
  const add = (id: FigureId): void => {
    if (found.has(id)) return;
    const figure = FIGURES[id];
    if (!isMeasured(figure)) for (const part of figure.from) figuresOf(part).forEach(add);
    found.add(id);
  };
  figures.forEach(add);
  return [...found];
}

/** Parts that the formula of a figure names. */
export const namedParts = (id: FigureId): PartId[] =>
  [...new Set([...FIGURES[id].formula.zh.matchAll(/\{(\w+)\}/g)].map(([, part]) => part))] as PartId[];
