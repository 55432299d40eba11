import { z } from 'zod';
import { DIMENSION_IDS, type DimensionId } from './dimensions.ts';

/** First and last day that a request may name: later and earlier ones are typing errors, and not every part of the program can count with them. */
const DAYS = { first: '1900-01-01', last: '2100-12-31' };
const OUTSIDE = `须在 ${DAYS.first} 至 ${DAYS.last} 之间，请检查年份 · must be from ${DAYS.first} to ${DAYS.last}: check the year`;

const isWithin = (day: string): boolean => DAYS.first <= day && day <= DAYS.last;

/** A calendar day, ISO form, of the years 1900 to 2100; no time zone is involved. */
export const Day = z.iso.date({ abort: true }).refine(isWithin, OUTSIDE);

/** An instant with its offset, within the same days. */
export const Instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine((instant) => isWithin(instant.slice(0, 10)), OUTSIDE);

const parts = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
];

/** One or more values, separated by commas in the address. */
const Values = z.string().trim().min(1).transform(parts);

/** Texts, separated by commas in the address. */
export const textList = Values;

/** Ids of a closed list, separated by commas in the address. */
export const idList = <T extends string>(ids: z.ZodEnum<{ [id in T]: id }>) =>
  z.string().transform(parts).pipe(z.array(ids));

const FILTER_SHAPE = Object.fromEntries(DIMENSION_IDS.map((id) => [id, Values.optional()])) as Record<
  DimensionId,
  z.ZodOptional<typeof Values>
>;

/**
 * As-of date and filters, with the same names in every address of the API and of the web app.
 * A value is a name as users know it (领域, 单位 …); several are separated by commas.
 */
export const FigureQuery = z.object({ asOf: Day.optional(), ...FILTER_SHAPE });
export type FigureQuery = z.infer<typeof FigureQuery>;

/** Every dimension is a filter. */
export const FILTERS = DIMENSION_IDS;
export type FilterName = DimensionId;
export type Filters = Partial<Record<FilterName, string[]>>;
