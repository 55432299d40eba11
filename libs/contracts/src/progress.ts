import { z } from 'zod';
import { Attainment, FigureValues } from './figures.ts';
import { Yuan } from './money.ts';
import { Day, FILTERS } from './query.ts';

/** The basis of an answer; the same on every figure endpoint. */
export const Basis = z.object({
  asOf: Day,
  snapshot: z.string(),
  filters: z.partialRecord(z.enum(FILTERS), z.array(z.string())),
});

/** Newest workforce statistic on or before as-of, city-wide. Null figures: no statistic is known. */
export const Workforce = z.object({
  statOn: Day,
  employed: z.int(),
  skilled: z.int(),
  highSkilled: z.int(),
  skilledRatio: z.number(),
  skilledTarget: z.number(),
  skilledAttainment: Attainment,
  skilledMissing: z.int(),
  /** Percentage points above the target; negative below it. */
  skilledGap: z.number(),
  highSkilledRatio: z.number(),
  highSkilledTarget: z.number(),
  highSkilledAttainment: Attainment,
  highSkilledMissing: z.int(),
  highSkilledGap: z.number(),
});
export type Workforce = z.infer<typeof Workforce>;

/** Why a figure has no value. */
export const AbsenceReason = z.enum(['未分解', '无数据', '不适用']);
export type AbsenceReason = z.infer<typeof AbsenceReason>;

export const Row = FigureValues.extend({
  absent: z.partialRecord(FigureValues.keyof(), AbsenceReason).optional(),
});

/** Payouts made after the as-of date: not part of any figure, shown separately. */
export const LaterPayouts = z.object({
  rows: z.int(),
  amount: Yuan,
  newest: Day,
});
export type LaterPayouts = z.infer<typeof LaterPayouts>;

export const ProgressAnswer = Basis.extend({
  total: Row,
  /** Null if there are none, or with a filter that does not apply to payouts. */
  laterPayouts: LaterPayouts.nullable(),
}).meta({ id: 'ProgressAnswer' });
export type ProgressAnswer = z.infer<typeof ProgressAnswer>;

export const DomainRow = Row.extend({
  domain: z.string(),
  number: z.int(),
  /** Lead unit; null if the decree names no department first (未分解). */
  lead: z.string().nullable(),
});
export type DomainRow = z.infer<typeof DomainRow>;
export const DomainsAnswer = Basis.extend({ domains: z.array(DomainRow) }).meta({ id: 'DomainsAnswer' });
export type DomainsAnswer = z.infer<typeof DomainsAnswer>;

/** 实施镇街 of classes that no town holds. */
export const CITY_LEVEL = '市本级';
/** Classes with a town as 主管部门, after the departments. */
export const TOWN_LED = '镇街主管';
/** Plans that no unit carries, after the departments. */
export const NOT_HANDED_DOWN = '未分解';

export const UnitRow = Row.extend({
  unit: z.string(),
  /** 主管部门 counted in the line, if the line is not a unit. */
  department: z.array(z.string()).optional(),
});
export type UnitRow = z.infer<typeof UnitRow>;
export const TownRow = Row.extend({ town: z.string() });
export type TownRow = z.infer<typeof TownRow>;
/** Departments and towns: two lists that count the same classes and are never added up; each adds up to the whole. */
export const UnitsAnswer = Basis.extend({ units: z.array(UnitRow), towns: z.array(TownRow) }).meta({
  id: 'UnitsAnswer',
});
export type UnitsAnswer = z.infer<typeof UnitsAnswer>;

/** One point of the cumulative curve: the state at the end of a month (or at as-of in its own month). */
export const MonthRow = z.object({
  /** YYYY-MM */
  month: z.string(),
  /** Completed in the month; null after as-of, and in a baseline year, whose months are not known. */
  completed: z.int().nullable(),
  /** Completed up to the month's end; null after as-of. */
  cumulative: z.int().nullable(),
  /** Cumulative annual plans, spread evenly over each year's days; absent with filters that have no plan. */
  plan: z.int().nullable(),
  /** Cumulative − plan; null if one of them is. */
  planGap: z.int().nullable(),
  /** Target × time progress. */
  timeLine: z.int().nullable(),
  forecast: z.object({ value: z.int(), low: z.int(), high: z.int() }).nullable(),
});
export type MonthRow = z.infer<typeof MonthRow>;
export const MonthsAnswer = Basis.extend({ months: z.array(MonthRow) }).meta({ id: 'MonthsAnswer' });
export type MonthsAnswer = z.infer<typeof MonthsAnswer>;

export const FundRow = Row.extend({
  /** 资金来源 */
  source: z.string(),
});
export type FundRow = z.infer<typeof FundRow>;
export const FundsAnswer = Basis.extend({
  total: Row,
  sources: z.array(FundRow),
  years: z.array(Row.extend({ year: z.int() })),
}).meta({ id: 'FundsAnswer' });
export type FundsAnswer = z.infer<typeof FundsAnswer>;

/** The two ratios: current values, and every statistic up to as-of for the trend. */
export const RatiosAnswer = Basis.extend({
  current: Workforce.nullable(),
  /** Why there is no current statistic. */
  absent: AbsenceReason.optional(),
  series: z.array(z.object({ statOn: Day, skilledRatio: z.number(), highSkilledRatio: z.number() })),
}).meta({ id: 'RatiosAnswer' });
export type RatiosAnswer = z.infer<typeof RatiosAnswer>;

/** `skill-ledger progress --json`: the headline table for machines. */
export const ProgressReport = z.object({
  asOf: Day,
  snapshot: z.string(),
  total: Row,
  domains: z.array(DomainRow),
  units: z.array(UnitRow),
  towns: z.array(TownRow),
  workforce: Workforce.nullable(),
});
export type ProgressReport = z.infer<typeof ProgressReport>;
