import { Day } from '@skill-ledger/contracts';
import { z } from 'zod';
import type { MeasureId } from './measures.ts';

const Decimal = z.string().regex(/^\d+(\.\d+)?$/, 'a decimal number of zero or more, as text');
const Name = z.object({ zh: z.string().min(1), en: z.string().min(1) });

const Indicator = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  level: z.string(),
  group: Name,
  theme: z.enum(['number', 'quality', 'funds']),
  name: Name,
  measure: z.string() as z.ZodType<MeasureId>,
  /** Values used by the measure's conditions. */
  parameters: z.record(z.string(), z.union([z.number(), z.array(z.string())])).default({}),
  weight: Decimal,
  target: Decimal,
  /** `more`: more is better; `less`: less is better; `exactly`: the target itself is. */
  direction: z.enum(['more', 'less', 'exactly']),
  /** If less is better and the target is 0: the value that earns nothing. */
  zeroAt: Decimal.optional(),
  reviewer: z.string(),
});

/** A cap on the total while an indicator's actual value is in [from, below). */
const Cap = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  indicator: z.string(),
  from: Decimal,
  below: Decimal,
  atMost: Decimal,
});

/** Points deducted while an indicator's actual value is at or above a multiple of its target. */
const Deduction = z.strictObject({
  id: z.string(),
  active: z.boolean(),
  indicator: z.string(),
  from: Decimal,
  points: Decimal,
  unlessExplained: z.boolean(),
});

/** A scoring scheme (spec 4, "The scheme"): frame, indicators, weights, targets, cut-offs. Never changed once a form was opened with it. */
export const Scheme = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  name: Name,
  validFrom: Day,
  clause: z.string(),
  /** 主管部门 of the official form: the unit that leads the programme. */
  supervisor: z.string().min(1),
  /** Role of the accounts of each bureau that reviews. */
  reviewers: z.record(z.string(), z.enum(['office', 'finance'])).default({}),
  /** Smaller denominators are marked. */
  smallBase: z.number().int().min(0),
  levels: z.array(Name.extend({ id: z.string() })).min(1),
  indicators: z.array(Indicator).min(1),
  /** Of qualitative indicators, best first; `from` is the least share of the weight. */
  ratings: z.array(z.strictObject({ name: z.string(), en: z.string(), from: Decimal })).default([]),
  /** Best first; `from` is the least total. */
  grades: z.array(z.strictObject({ name: z.string(), en: z.string(), from: Decimal })).min(1),
  /** Least share of the target (B/A) of each light above red. */
  lights: z.strictObject({ yellow: Decimal, green: Decimal, blue: Decimal }),
  checks: z.strictObject({
    flaggedFrom: Decimal,
    explainedFrom: Decimal,
    scoreAboveExecution: Decimal,
    leastExecution: Decimal,
  }),
  /** The funds block of the official form: its indicator, and the sources of its rows; any other source is 其他. */
  funds: z.strictObject({
    indicator: z.string(),
    appropriation: z.array(z.string()),
    carriedOver: z.array(z.string()),
  }),
  caps: z.array(Cap),
  deductions: z.array(Deduction),
  /** Limits the grade of a unit with at least `from` confirmed findings of these rules. */
  fraud: z.strictObject({
    active: z.boolean(),
    rules: z.array(z.string()),
    from: z.number().int().min(1),
    atMost: z.string(),
  }),
});
export type Scheme = z.infer<typeof Scheme>;
export type Indicator = Scheme['indicators'][number];
