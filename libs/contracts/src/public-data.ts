import { z } from 'zod';
import { PublishedRelease } from './published-releases.ts';

/** How many requests an address may make in a minute: pages and data of the public site, looking up classes and payees. */
export const PUBLIC_LIMITS = { pages: 600, data: 120, track: 20, payees: 20 } as const;
/** Objections that an address may send to one notice in an hour. */
export const OBJECTIONS_OF_AN_ADDRESS = 10;

/** `current` stands for the release in force about the latest days. */
export const CURRENT_RELEASE = 'current';

/** The formats a table is offered in. */
export const TABLE_FORMATS = ['csv', 'json', 'xlsx', 'parquet'] as const;

/** Every release that was ever published, newest first. */
export const PublicReleasesAnswer = z
  .object({
    current: z.string().nullable(),
    releases: z.array(PublishedRelease.omit({ difference: true })),
  })
  .meta({ id: 'PublicReleases' });
export type PublicReleasesAnswer = z.infer<typeof PublicReleasesAnswer>;
