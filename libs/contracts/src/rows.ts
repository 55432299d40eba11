import { z } from 'zod';
import { FigureValues } from './figures.ts';
import { Basis } from './progress.ts';
import { FigureQuery } from './query.ts';
import { ScoresQuery } from './score-answers.ts';
import { ScorePart } from './scores.ts';

const Page = {
  limit: z.coerce.number().int().min(1).max(500).default(20),
  /** `next` of the previous page. */
  cursor: z
    .string()
    .regex(/^\d{1,15}(\.\d{1,15}){3}$/)
    .optional(),
};

/** The rows of a figure on a day with filters. */
export const FigureRowsQuery = FigureQuery.extend({ figure: FigureValues.keyof(), ...Page });
export type FigureRowsQuery = z.infer<typeof FigureRowsQuery>;

/**
 * The rows of a figure on a day with filters, or of one side of an indicator of a unit's score in a period (by default the
 * current one).
 */
export const RowsQuery = FigureQuery.extend({
  figure: FigureRowsQuery.shape.figure.optional(),
  indicator: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/)
    .optional(),
  part: ScorePart.default('numerator'),
  period: ScoresQuery.shape.period,
  scheme: ScoresQuery.shape.scheme,
  ...Page,
}).refine(({ figure, indicator }) => (figure === undefined) !== (indicator === undefined), {
  path: ['figure'],
  message: '请给出 figure 或 indicator 之一 · name a figure or an indicator',
});
export type RowsQuery = z.infer<typeof RowsQuery>;

/** A ledger row behind a figure; personal values are masked. */
export const LedgerRow = z.object({
  batch: z.string(),
  file: z.string(),
  /** Empty for CSV. */
  sheet: z.string(),
  /** The row number as displayed. */
  row: z.int(),
  /** Values in the order of `columns`; an empty cell is null. */
  values: z.array(z.string().nullable()),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

/** A line of the programme's data behind a figure, with its value as in the file. */
export const ProgrammeLine = z.object({
  /** Name of the file in the programme's folder. */
  file: z.string(),
  /** Identifies the line in its file: `智能制造`, `2021`, `plan`. */
  line: z.array(z.string()),
  value: z.string(),
});
export type ProgrammeLine = z.infer<typeof ProgrammeLine>;

export const RowsAnswer = Basis.extend({
  /** Null for the rows of an indicator. */
  figure: FigureValues.keyof().nullable(),
  /** Figures this one is computed from; a figure that is counted or summed itself has none. */
  parts: z.array(FigureValues.keyof()),
  /** Labels of the values. */
  columns: z.array(z.string()),
  /** Total number of rows. */
  total: z.int(),
  rows: z.array(LedgerRow),
  /** Cursor of the next page; null on the last. */
  next: z.string().nullable(),
  /** Lines of the programme's data that the figure contains: targets, plans, thresholds, and what baseline years completed. */
  lines: z.array(ProgrammeLine),
}).meta({ id: 'RowsAnswer' });
export type RowsAnswer = z.infer<typeof RowsAnswer>;
