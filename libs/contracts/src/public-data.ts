import { z } from 'zod';
import { PublishedRelease } from './published-releases.ts';

/** Maximum requests per minute and address: pages and data of the public site, lookups of classes and payees. */
export const PUBLIC_LIMITS = { pages: 600, data: 120, track: 20, payees: 20 } as const;
/** Maximum number of objections from one address to one notice in an hour. */
export const OBJECTIONS_OF_AN_ADDRESS = 10;

/** `current` stands for the release in force about the latest days. */
export const CURRENT_RELEASE = 'current';

/** Formats of a table. */
export const TABLE_FORMATS = ['csv', 'json', 'xlsx', 'parquet'] as const;

/** Every release that was ever published, newest first. */
export const PublicReleasesAnswer = z
  .object({
    current: z.string().nullable(),
    releases: z.array(PublishedRelease.omit({ difference: true })),
  })
  .meta({ id: 'PublicReleases' });
export type PublicReleasesAnswer = z.infer<typeof PublicReleasesAnswer>;
