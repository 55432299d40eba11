import { basename } from 'node:path';
import { z } from 'zod';
import { DAY, TEXT } from './fields.ts';
import type { Line, Lines } from './files.ts';

/** The lines of programme.csv as one record. */
export const ProgrammeFacts = z.object({
  name: TEXT,
  nameEn: TEXT,
  decree: TEXT,
  city: TEXT,
  cityEn: TEXT,
  /** Counting period, both days included. */
  from: DAY,
  until: DAY,
  inForceFrom: DAY,
  inForceUntil: DAY,
  /** Years of which only totals are known. */
  baselineYears: z
    .string()
    .regex(/^(\d{4}(\|\d{4})*)?$/, '不是以 | 分隔的年份 · not years separated by |')
    .transform((years) => (years === '' ? [] : years.split('|').map(Number)))
    .readonly(),
});
export type ProgrammeFacts = z.output<typeof ProgrammeFacts>;

export type Column = Line<'columns'>;
export type Standard = Line<'standards'>;

/** Lookup tables derived from the lines. */
interface Views {
  facts: ProgrammeFacts;
  /** Every name a file may use for a unit (its own short name included) → the short name. */
  unitAliases: ReadonlyMap<string, string>;
  /** By id. */
  thresholds: ReadonlyMap<string, Line<'thresholds'>>;
  /** English by word. */
  words: ReadonlyMap<string, string>;
  noteWords: readonly string[];
}

/** A programme as defined by its data folder: the lines of each file under its name in `FILES`. */
export interface Programme extends Omit<Lines, keyof Views>, Views {
  /** Name of its folder. */
  id: string;
  /** Path of its folder. */
  folder: string;
}

export function programmeOf(folder: string, facts: ProgrammeFacts, lines: Lines): Programme {
  return {
    ...lines,
    id: basename(folder),
    folder,
    facts,
    unitAliases: new Map([
      ...lines.units.map(({ name }) => [name, name] as const),
      ...lines.unitAliases.map(({ alias, unit }) => [alias, unit] as const),
    ]),
    thresholds: new Map(lines.thresholds.map((threshold) => [threshold.id, threshold])),
    words: new Map(lines.words.map(({ word, en }) => [word, en])),
    noteWords: lines.noteWords.map(({ word }) => word),
  };
}
