import { z } from 'zod';
import { Day, textList } from './query.ts';
import { Place, ScoreDocument, ScoreTheme } from './scores.ts';
import { Bilingual } from './text.ts';

/** Scores of a period (by default the current one), counted up to a day, by a scheme. */
export const ScoresQuery = z.object({
  period: z.string().trim().min(1).max(20).optional(),
  asOf: Day.optional(),
  scheme: z.string().trim().min(1).max(60).optional(),
  /** All units if omitted. */
  unit: textList.optional(),
});
export type ScoresQuery = z.infer<typeof ScoresQuery>;

/** Scores of one unit. */
export const UnitScoresQuery = ScoresQuery.extend({ unit: z.string().trim().min(1).max(100).optional() });
export type UnitScoresQuery = z.infer<typeof UnitScoresQuery>;

/** A period of evaluation. */
export const ScorePeriod = z.object({
  id: z.string(),
  kind: z.enum(['annual', 'monitoring', 'final']),
  from: Day,
  to: Day,
});
export type ScorePeriod = z.infer<typeof ScorePeriod>;

/** Available scores. */
export const ScoreFrame = z
  .object({
    periods: z.array(ScorePeriod),
    /** The shortest period that the newest data lie in. */
    current: z.string(),
    /** The day up to which the newest data reach. */
    asOf: Day,
    schemes: z.array(z.object({ id: z.string(), name: Bilingual, validFrom: Day })),
  })
  .meta({ id: 'ScoreFrame' });
export type ScoreFrame = z.infer<typeof ScoreFrame>;

const Head = ScoreDocument.omit({ units: true });

/** A change that would move a unit's total, computed by the scoring function with changed facts. */
export const ScoreMove = z.object({
  indicator: z.string(),
  /** Count of persons, rows, classes, payouts, findings, or yuan. */
  count: z.string(),
  /** What to do, with `{n}` for the count. */
  text: Bilingual,
  /** Additional points, two decimals. */
  points: z.string(),
  /** The indicator's numerator and denominator after the change. */
  numerator: z.string(),
  denominator: z.string(),
  total: z.string(),
  grade: z.string(),
});
export type ScoreMove = z.infer<typeof ScoreMove>;
export const ScoreMoves = Head.extend({ unit: z.string(), moves: z.array(ScoreMove) }).meta({
  id: 'ScoreMoves',
});
export type ScoreMoves = z.infer<typeof ScoreMoves>;

/** Totals over the periods up to the one asked for. */
export const ScoreTrend = z
  .object({
    snapshot: z.string(),
    /** Grades of the scheme of the period asked for, best first, with the least total of each. */
    grades: z.array(z.object({ name: z.string(), en: z.string(), from: z.string() })),
    periods: z.array(
      Head.omit({ snapshot: true }).extend({
        units: z.array(
          z.object({
            unit: z.string(),
            total: z.string().nullable(),
            grade: z.string().nullable(),
            rank: Place.nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ScoreTrend' });
export type ScoreTrend = z.infer<typeof ScoreTrend>;

/** One unit in the table of results. */
export const ResultRow = z.object({
  unit: z.string(),
  kind: z.enum(['department', 'town']),
  total: z.string().nullable(),
  grade: z.string().nullable(),
  rank: Place.nullable(),
  themes: z.array(z.object({ id: ScoreTheme, points: z.string().nullable(), weight: z.string() })),
  /** Indicators in which it loses most, the greatest loss first. */
  losses: z.array(z.object({ id: z.string(), lost: z.string() })),
});
export type ResultRow = z.infer<typeof ResultRow>;

/** Results of all units: ranking, grades, and where points are lost. */
export const ScoreResults = Head.extend({
  indicators: z.array(z.object({ id: z.string(), name: Bilingual, theme: ScoreTheme, weight: z.string() })),
  units: z.array(ResultRow),
  /** How many units have each grade, best first. */
  grades: z.array(z.object({ name: z.string(), en: z.string(), units: z.int() })),
  /** Units that are not evaluated (不参评). */
  notEvaluated: z.int(),
  /** Points of each aspect over all units that are evaluated, and the weight they are out of. */
  themes: z.array(z.object({ id: ScoreTheme, points: z.string(), weight: z.string() })),
  /** Points lost in each indicator over all units, most first. */
  losses: z.array(z.object({ id: z.string(), lost: z.string(), units: z.int() })),
}).meta({ id: 'ScoreResults' });
export type ScoreResults = z.infer<typeof ScoreResults>;

/** A kind of ledger that was not uploaded. */
export const MissingLedger = z.enum(['classes', 'enrolments', 'payouts', 'funds']);
export type MissingLedger = z.infer<typeof MissingLedger>;

/** Late units: findings, tasks and self-evaluations past their due date, missing ledgers of the period. */
export const ScoreLate = z
  .object({
    /** The day with which due dates are compared. */
    today: Day,
    units: z.array(
      z.object({
        unit: z.string(),
        /** Undecided findings past their due date; null for callers who do not read findings. */
        overdue: z.int().nullable(),
        /** Tasks past their due date, those about findings and self-evaluations left out; null for callers who do not read tasks. */
        tasks: z.int().nullable(),
        missing: z.array(MissingLedger),
        /** Periods whose self-evaluation is past its due date; null for callers who do not read forms. */
        forms: z.array(z.object({ period: z.string(), form: z.string(), dueOn: Day })).nullable(),
      }),
    ),
  })
  .meta({ id: 'ScoreLate' });
export type ScoreLate = z.infer<typeof ScoreLate>;

/** Open work of a unit; each item links to its page. */
export const ScoreDuties = z
  .object({
    unit: z.string(),
    /** Undecided, and those with a due date; null for callers who do not read findings. */
    findings: z
      .object({
        open: z.int(),
        due: z.array(z.object({ id: z.string(), rule: z.string(), dueOn: Day })),
      })
      .nullable(),
    /** In the unit's hands, those about findings left out; null for callers who do not read tasks. */
    tasks: z
      .object({
        count: z.int(),
        overdue: z.int(),
        /** Those due first. */
        next: z.array(z.object({ id: z.string(), number: z.string(), text: z.string(), dueOn: Day })),
      })
      .nullable(),
    /** Rows of the unit in quarantine that the unit has to fix; rows that only wait for another row are not counted. */
    quarantined: z.int(),
    /** Kinds of ledger of which the period has no row of the unit. */
    missing: z.array(MissingLedger),
  })
  .meta({ id: 'ScoreDuties' });
export type ScoreDuties = z.infer<typeof ScoreDuties>;

/** The scheme of a period, as the text of its file. */
export const SchemeText = z.object({ id: z.string(), text: z.string() }).meta({ id: 'SchemeText' });
export type SchemeText = z.infer<typeof SchemeText>;

/** A draft of a scheme, as the text of its file. */
export const PreviewRequest = z.object({
  scheme: z.string().min(1).max(200_000),
  period: ScoresQuery.shape.period,
  asOf: ScoresQuery.shape.asOf,
});
export type PreviewRequest = z.infer<typeof PreviewRequest>;

/** A value under the scheme in force and under the draft. */
const Both = z.object({ now: z.string().nullable(), draft: z.string().nullable() });

/** Scores by a draft beside those by the scheme in force. */
export const ScorePreview = Head.extend({
  draft: z.string(),
  units: z.array(
    z.object({
      unit: z.string(),
      total: Both,
      grade: Both,
      /** Places among the units of its kind. */
      place: z.object({ now: z.int().nullable(), draft: z.int().nullable() }),
      /** Indicators whose points or weight differ; null if a scheme does not have it. */
      indicators: z.array(z.object({ id: z.string(), name: Bilingual, points: Both, weight: Both })),
    }),
  ),
  /** Units whose total, and whose grade, differ. */
  changed: z.object({ totals: z.int(), grades: z.int() }),
}).meta({ id: 'ScorePreview' });
export type ScorePreview = z.infer<typeof ScorePreview>;
