import { z } from 'zod';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** How far the actual value is from the target: always shown with a word and a shape too. */
export const Light = z.enum(['red', 'yellow', 'green', 'blue']);
export type Light = z.infer<typeof Light>;

/** One indicator of one unit, as `skill-ledger score --json` prints it. Exact numbers are decimal texts. */
export const IndicatorScore = z.object({
  id: z.string(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  /** Six decimals, rounded half up for people only; null if the indicator does not apply (不适用). */
  actual: z.string().nullable(),
  target: z.string(),
  weight: z.string(),
  /** The weight after redistribution of those that do not apply; two decimals. */
  weightInForce: z.string(),
  /** Two decimals; null if the indicator does not apply. */
  points: z.string().nullable(),
  light: Light.nullable(),
});
export type IndicatorScore = z.infer<typeof IndicatorScore>;

export const UnitScore = z.object({
  unit: z.string(),
  /** Null if no indicator applies (不参评). */
  total: z.string().nullable(),
  grade: z.string().nullable(),
  indicators: z.array(IndicatorScore),
});
export type UnitScore = z.infer<typeof UnitScore>;

/** The document of `skill-ledger score PERIOD --json`. */
export const ScoreDocument = z
  .object({
    period: z.string(),
    from: Day,
    to: Day,
    /** The requested date; by default the period's last day. */
    asOf: Day,
    snapshot: z.string(),
    scheme: z.string(),
    units: z.array(UnitScore),
  })
  .meta({ id: 'ScoreDocument' });
export type ScoreDocument = z.infer<typeof ScoreDocument>;

/** A place among the units of the same kind that are ranked; units of one value share a place. */
export const Place = z.object({ place: z.int(), of: z.int() });
export type Place = z.infer<typeof Place>;

/** The three aspects of the self-evaluation (§六(四)): number trained, quality, use of funds. */
export const ScoreTheme = z.enum(['number', 'quality', 'funds']);
export type ScoreTheme = z.infer<typeof ScoreTheme>;

/** The two sides of an indicator's ratio; each opens its rows. */
export const ScorePart = z.enum(['numerator', 'denominator']);
export type ScorePart = z.infer<typeof ScorePart>;

/** An indicator with everything that explains its points. */
export const IndicatorTrace = IndicatorScore.extend({
  name: Bilingual,
  level: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
  group: Bilingual,
  theme: ScoreTheme,
  reviewer: z.string(),
  /** Definition of the indicator, with names of numerator and denominator. */
  definition: Bilingual,
  numeratorLabel: Bilingual,
  denominatorLabel: Bilingual,
  unit: z.enum(['persons', 'yuan', 'rows', 'classes', 'payouts', 'findings', 'share']),
  /** Factor: the actual value is this times numerator ÷ denominator. */
  times: z.int(),
  /** The calculation of the points with the values filled in; it can be recomputed by hand. */
  formula: z.string(),
  /** Redistribution of the weight of an indicator that does not apply. */
  note: Bilingual.nullable(),
  /** The denominator is below the scheme's minimum: scored, but not ranked on. */
  smallBase: z.boolean(),
  /** `more`: more is better; `less`: less is better; `exactly`: the target itself is. */
  direction: z.enum(['more', 'less', 'exactly']),
  /** The actual value against the target, before any rounding; null where the indicator does not apply. */
  standing: z.enum(['short', 'reached', 'exceeded', 'farExceeded']).nullable(),
  /**
   * Of a qualitative indicator, which is not computed from ledgers: the ratings, best first, each with its points from `least`
   * to `most`. Its computed points are 0.00 until it is rated.
   */
  ratings: z.array(Bilingual.extend({ least: z.string(), most: z.string() })).optional(),
  /** By the share of the weight that is earned; null where it does not apply or its base is small. */
  rank: Place.nullable(),
});
export type IndicatorTrace = z.infer<typeof IndicatorTrace>;

/** A line between the sum of the points and the total: a cap or a deduction of the scheme. */
export const ScoreAdjustment = z.object({
  id: z.string(),
  kind: z.enum(['cap', 'deduction', 'grade']),
  points: z.string(),
  reason: Bilingual,
});
export type ScoreAdjustment = z.infer<typeof ScoreAdjustment>;

export const UnitTrace = UnitScore.omit({ indicators: true }).extend({
  kind: z.enum(['department', 'town']),
  /** Sum of the points before caps and deductions. */
  sum: z.string().nullable(),
  levels: z.array(
    z.object({
      id: z.string(),
      points: z.string().nullable(),
      /** Of the scheme. */
      weight: z.string(),
      /** Maximum points, after redistribution of weights. Submissions of earlier versions have none. */
      weightInForce: z.string().optional(),
    }),
  ),
  /** Points of each aspect, and the weight in force they are out of; two decimals. */
  themes: z.array(z.object({ id: ScoreTheme, points: z.string().nullable(), weight: z.string() })),
  /** By the total; null where the unit is not evaluated. */
  rank: Place.nullable(),
  adjustments: z.array(ScoreAdjustment),
  /** Confirmed findings of the scheme's fraud rules. */
  fraud: z.int(),
  indicators: z.array(IndicatorTrace),
});
export type UnitTrace = z.infer<typeof UnitTrace>;

/** Name of a unit's total, and the weight of all indicators together. */
export const SCORE_TOTAL = { name: { zh: '总分', en: 'total' }, weight: '100.00' };

/** Points in one indicator or in total, with the weight in force; two decimals, null where nothing applies. */
interface PointsOf {
  name: Bilingual;
  value: string | null;
  weight: string;
}

/**
 * A unit's points in an indicator, or its total.
 * @param indicator the total, where it is left out
 * @returns undefined if the scheme has no such indicator
 */
export function pointsIn(own: UnitTrace, indicator?: string): PointsOf | undefined {
  if (indicator === undefined) return { ...SCORE_TOTAL, value: own.total };
  const one = own.indicators.find(({ id }) => id === indicator);
  return one && { name: one.name, value: one.points, weight: one.weightInForce };
}

export const ScoreTrace = ScoreDocument.omit({ units: true })
  .extend({
    /** The day on which counting stops: the earlier of the period's last day and the as-of date. */
    until: Day,
    units: z.array(UnitTrace),
  })
  .meta({ id: 'ScoreTrace' });
export type ScoreTrace = z.infer<typeof ScoreTrace>;
