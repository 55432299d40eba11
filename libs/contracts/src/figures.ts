import { z } from 'zod';
import { Yuan } from './money.ts';
import type { Bilingual } from './text.ts';

/** Ratio as a fraction rounded half up to six decimals (0.24387). */
const Ratio = z.number();
/** Whole person-times, persons or workers. */
const Count = z.int();

/** 领先 / 正常 / 滞后 / 严重滞后, by the thresholds in the programme's data. */
export const Pace = z.enum(['领先', '正常', '滞后', '严重滞后']);
export type Pace = z.infer<typeof Pace>;

/** Attainment of an approximate target ("左右"). */
export const Attainment = z.enum(['达成', '基本达成', '未达成']);
export type Attainment = z.infer<typeof Attainment>;

/** Completed person-times expected at the period's end. */
export const Forecast = z.object({
  value: Count,
  low: Count,
  high: Count,
  /** Nominal coverage of the interval, e.g. 0.8. */
  level: z.number(),
  /** Display name of the method. */
  method: z.object({ zh: z.string(), en: z.string() }),
  /** Mean absolute percentage error of the back-test (fraction); null when the series is too short to test. */
  backtestError: z.number().nullable(),
});
export type Forecast = z.infer<typeof Forecast>;

/**
 * Every figure by its id. A figure without a value in the given dimension is absent, never zero.
 * Ratios are fractions, gaps percentage points, money decimal strings in yuan.
 */
export const FigureValues = z
  .object({
    enrolled: Count,
    completed: Count,
    completedRecords: Count,
    baseline: Count,
    coveredByBaseline: Count,
    persons: Count,
    passed: Count,
    failed: Count,
    certified: Count,
    passRate: Ratio,
    certRate: Ratio,
    target: Count,
    progress: Ratio,
    yearCompleted: Count,
    yearCompletedRecords: Count,
    yearBaseline: Count,
    yearPlan: Count,
    planToDate: Count,
    yearProgress: Ratio,
    quota: Count,
    elapsedDays: Count,
    periodDays: Count,
    timeProgress: Ratio,
    paceGap: z.number(),
    paceAhead: z.number(),
    paceOnTrack: z.number(),
    paceBehind: z.number(),
    pace: Pace,
    monthsLeft: Count,
    /** Whole person-times a month, or the reason for its absence. */
    requiredPerMonth: z.union([Count, z.enum(['已完成', '已到期'])]),
    recentCompleted: Count,
    recentMonths: Count,
    recentPerMonth: Count,
    expected: Count,
    forecast: Forecast,
    employed: Count,
    skilled: Count,
    highSkilled: Count,
    skilledTarget: Ratio,
    highSkilledTarget: Ratio,
    skilledRatio: Ratio,
    highSkilledRatio: Ratio,
    skilledGap: z.number(),
    highSkilledGap: z.number(),
    skilledMissing: Count,
    highSkilledMissing: Count,
    budget: Yuan,
    arrived: Yuan,
    paid: Yuan,
    paidPersonTimes: Count,
    perHead: Yuan,
    due: Yuan,
    over: Yuan,
    under: Yuan,
    paidOfBudget: Ratio,
    paidOfArrived: Ratio,
  })
  .partial();
export type FigureValues = z.infer<typeof FigureValues>;
export type FigureId = keyof FigureValues;

export const FigureUnit = z.enum([
  'personTimes',
  'persons',
  'workers',
  'days',
  'months',
  'fraction',
  'points',
  'yuan',
  'word',
  'perMonth',
]);
export type FigureUnit = z.infer<typeof FigureUnit>;

/** Description of a figure: the single text for labels, the "why?" panel, reports and footnotes. */
export interface FigureDefinition {
  label: Bilingual;
  unit: FigureUnit;
  definition: Bilingual;
  /**
   * The formula with figure ids in braces, which the "why?" panel fills with values: `{completed} ÷ {goal}`. `{goal}` is
   * the target, or the quota of a unit. Rounding is stated after a comma.
   */
  formula: Bilingual;
  /** Clause of the decree or specification. */
  clause: string;
}
