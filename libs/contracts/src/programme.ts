import { z } from 'zod';
import { FigureUnit, FigureValues } from './figures.ts';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** The programme as defined by its data folder: the names, targets and plans that the pages show. */
export const ProgrammeAnswer = z
  .object({
    id: z.string(),
    name: Bilingual,
    decree: z.string(),
    city: Bilingual,
    period: z.object({ from: Day, until: Day }),
    baselineYears: z.array(z.int()),
    targets: z.array(
      z.object({
        figure: FigureValues.keyof(),
        value: z.number(),
        /** True if the decree says "左右". */
        about: z.boolean(),
        clause: z.string(),
      }),
    ),
    /** Lower bound of 领先, 正常 and 滞后 in percentage points; below the last is 严重滞后. */
    paceThresholds: z.object({ ahead: z.number(), onTrack: z.number(), behind: z.number() }),
    domains: z.array(
      z.object({
        number: z.int(),
        name: z.string(),
        nameEn: z.string(),
        examples: z.string(),
        target: z.int(),
        lead: z.string().nullable(),
        responsible: z.string(),
        years: z.array(
          z.object({
            year: z.int(),
            /** `baseline`: only this total is known; `plan`: the year's plan. */
            kind: z.enum(['baseline', 'plan']),
            /** Null if the annex prints a dash. */
            value: z.int().nullable(),
          }),
        ),
      }),
    ),
    units: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: z.string(),
        kind: z.enum(['department', 'town']),
      }),
    ),
    modes: z.array(z.string()),
    groups: z.array(z.string()),
    levels: z.array(z.string()),
    sources: z.array(z.string()),
    /** Why a finding may be 不属实. */
    dismissals: z.array(z.object({ code: z.string(), label: Bilingual, needsComment: z.boolean() })),
    /** English of the programme's own words: modes, groups, levels, sources. */
    words: z.record(z.string(), z.string()),
    /** Demonstration data: marked on every page. */
    demo: z.boolean(),
    /** Default as-of date of the current snapshot. */
    defaultAsOf: Day,
    snapshot: z.string(),
    /** Label, formula and clause of every figure, for the "why?" panel. */
    figures: z.partialRecord(
      FigureValues.keyof(),
      z.object({
        label: Bilingual,
        unit: FigureUnit,
        definition: Bilingual,
        formula: Bilingual,
        clause: z.string(),
      }),
    ),
  })
  .meta({ id: 'ProgrammeAnswer' });
export type ProgrammeAnswer = z.infer<typeof ProgrammeAnswer>;
