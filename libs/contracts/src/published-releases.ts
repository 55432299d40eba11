import { z } from 'zod';
import { Day } from './query.ts';
import { RELEASE_ID } from './releases.ts';

const Id = z.string().regex(RELEASE_ID);

/** One published cell that a revision changed. */
export const ReleaseDifference = z.strictObject({
  table: z.string(),
  key: z.array(z.string()),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export type ReleaseDifference = z.infer<typeof ReleaseDifference>;

/** A release that is published or was withdrawn. */
export const PublishedRelease = z.strictObject({
  id: Id,
  period: z.string(),
  revision: z.int().positive(),
  from: Day,
  to: Day,
  asOf: Day,
  publishedAt: z.string(),
  supersedes: Id.nullable(),
  supersededBy: Id.nullable(),
  note: z.string().nullable(),
  state: z.enum(['published', 'withdrawn']),
  withdrawnAt: z.string().nullable(),
  reason: z.string().nullable(),
  difference: z.array(ReleaseDifference),
});
export type PublishedRelease = z.infer<typeof PublishedRelease>;

/** releases.json of the folder of published bundles. */
export const PublishedReleases = z.strictObject({ releases: z.array(PublishedRelease) });
export type PublishedReleases = z.infer<typeof PublishedReleases>;
