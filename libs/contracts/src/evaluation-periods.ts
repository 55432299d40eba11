import { z } from 'zod';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** An evaluation period that was opened. */
export const EvaluationPeriod = z.object({
  /** As in `skill-ledger score PERIOD`. */
  id: z.string(),
  from: Day,
  to: Day,
  kind: z.enum(['annual', 'monitoring', 'final']),
  dueOn: Day,
  scheme: z.string(),
  schemeName: Bilingual,
  note: z.string().nullable(),
  openedAt: z.string(),
  openedBy: z.string(),
  /** Last day on which a form can be submitted for the first time; null: until the period is final. */
  closesOn: Day.nullable().default(null),
  /** When that day had passed. */
  closedAt: z.string().nullable().default(null),
  finalisedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
});
export type EvaluationPeriod = z.infer<typeof EvaluationPeriod>;

/** Periods that can be opened, with schemes and units. */
export const OpeningChoices = z
  .object({
    periods: z.array(z.object({ id: z.string(), from: Day, to: Day, opened: z.boolean() })),
    schemes: z.array(z.object({ id: z.string(), name: Bilingual, validFrom: Day })),
    units: z.array(z.object({ name: z.string(), kind: z.enum(['department', 'town']) })),
  })
  .meta({ id: 'OpeningChoices' });
export type OpeningChoices = z.infer<typeof OpeningChoices>;

export const OpenPeriodRequest = z.object({
  period: z.string().trim().min(1).max(20),
  dueOn: Day,
  /** The schedule opens it on this day; at once if omitted, or if the day has passed. */
  opensOn: Day.optional(),
  /** Last day on which a form can be submitted for the first time; until the period is final if omitted. */
  closesOn: Day.optional(),
  /** The scheme in force on the period's first day if omitted. */
  scheme: z.string().max(60).optional(),
  /** Every unit of the programme if omitted. */
  units: z.array(z.string().max(100)).min(1).optional(),
  note: z.string().trim().max(1000).default(''),
});
export type OpenPeriodRequest = z.input<typeof OpenPeriodRequest>;
/** As parsed: defaults are filled in. */
export type PeriodOpening = z.output<typeof OpenPeriodRequest>;

/** A period that the schedule will open. */
export const PlannedPeriod = z.object({
  period: z.string(),
  opensOn: Day,
  dueOn: Day,
  closesOn: Day.nullable(),
  /** Of how many units; null for all. */
  units: z.int().nullable(),
  note: z.string(),
  by: z.string(),
});
export type PlannedPeriod = z.infer<typeof PlannedPeriod>;

/** Another last day, or none; a period that was closed is open again until then. */
export const ClosingRequest = z.object({ closesOn: Day.nullable() });
export type ClosingRequest = z.infer<typeof ClosingRequest>;

/** Days from the final result to the due date of corrections (整改). */
export const RECTIFICATION_DAYS = 30;

export const FinaliseRequest = z
  .object({
    /** Due date of corrections; this many days from today if omitted. */
    rectifyBy: Day.optional(),
  })
  .default({});
export type FinaliseRequest = z.infer<typeof FinaliseRequest>;

export const PublicationRequest = z.object({ published: z.boolean() });
export type PublicationRequest = z.infer<typeof PublicationRequest>;
