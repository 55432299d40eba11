import { z } from 'zod';
import { Day } from './query.ts';
import { Bilingual } from './text.ts';

/** Name of a release: its period and revision. */
export const RELEASE_ID = /^(\d{4}(?:Q[13]|H1)?|\d{4}-\d{4})-r([1-9]\d*)$/;

/** release.json of a bundle: content, source and approvals. */
export const ReleaseInfo = z.strictObject({
  id: z.string().regex(RELEASE_ID),
  programme: Bilingual,
  city: Bilingual,
  decree: z.string(),
  period: z.string(),
  from: Day,
  to: Day,
  asOf: Day,
  snapshot: z.string(),
  revision: z.int().positive(),
  supersedes: z.string().regex(RELEASE_ID).nullable(),
  /** What changed since the release it supersedes. */
  note: z.string().max(2000).nullable(),
  approvals: z.array(z.strictObject({ role: z.string(), at: z.string() })),
  publishedAt: z.string().nullable(),
  /** English of names in the tables, for pages in English; files and other names are in Chinese. */
  names: z.record(z.string(), z.string()).default({}),
  /** Keys of withheld cells by table. */
  withheld: z.record(z.string(), z.array(z.array(z.string()))),
  /** Publication schedule; null if the programme sets no time limit. */
  schedule: z
    .strictObject({
      /** Working days after a period's end within which it is published, and the clause. */
      dueDays: z.int().positive(),
      clause: z.string(),
      periods: z.array(z.strictObject({ period: z.string(), from: Day, to: Day, dueOn: Day })),
    })
    .nullable(),
  /** Withheld cells that could be inferred; a release with any cannot be published. */
  unprotected: z.int().nonnegative(),
});
export type ReleaseInfo = z.infer<typeof ReleaseInfo>;

/** One field of a table in datapackage.json (Frictionless table schema). */
const PackageField = z.strictObject({
  name: z.string(),
  title: z.string(),
  titleEn: z.string(),
  type: z.enum(['string', 'integer', 'number', 'boolean']),
  unit: z.string(),
  description: z.string(),
  descriptionEn: z.string(),
  clause: z.string(),
});

/** datapackage.json of a bundle: every table with its fields. */
export const DataPackage = z.strictObject({
  profile: z.literal('tabular-data-package'),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  resources: z
    .array(
      z.strictObject({
        profile: z.literal('tabular-data-resource'),
        name: z.string(),
        title: z.string(),
        titleEn: z.string(),
        path: z.string(),
        format: z.literal('csv'),
        mediatype: z.literal('text/csv'),
        encoding: z.literal('utf-8'),
        schema: z.strictObject({
          fields: z.array(PackageField),
          primaryKey: z.array(z.string()),
          missingValues: z.tuple([z.literal('')]),
        }),
      }),
    )
    .min(1),
});
export type DataPackage = z.infer<typeof DataPackage>;
