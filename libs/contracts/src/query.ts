import { z } from 'zod';

/** A calendar day, ISO form; no time zone is involved. */
export const Day = z.iso.date();

/** One or more values, separated by commas in the address. */
const Values = z
  .string()
  .trim()
  .min(1)
  .transform((text) => [
    ...new Set(
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ]);

/**
 * As-of date and filters, with the same names in every address of the API and of the web app.
 * A value is the users' own word (领域 name, 单位 name …); several are separated by commas.
 */
export const FigureQuery = z.object({
  asOf: Day.optional(),
  domain: Values.optional(),
  unit: Values.optional(),
  town: Values.optional(),
  mode: Values.optional(),
  group: Values.optional(),
  level: Values.optional(),
  source: Values.optional(),
});
export type FigureQuery = z.infer<typeof FigureQuery>;

/** The dimensions a figure may be filtered and grouped by. */
export const FILTERS = ['domain', 'unit', 'town', 'mode', 'group', 'level', 'source'] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string[]>>;
