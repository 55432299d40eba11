import type { StoredRelease } from './releases.ts';

/** Input of the library's `settlePublic`: every published or withdrawn release, newest first. */
export function releasesToPublish(releases: StoredRelease[]) {
  return releases
    .flatMap((release) => {
      const { publishedAt } = release;
      return publishedAt === null ? [] : [{ ...release, publishedAt }];
    })
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt) || b.id.localeCompare(a.id))
    .map(({ id, period, revision, from, to, asOf, publishedAt, supersedes, note, digest, ...release }) => ({
      ...{ id, period, revision, from, to, asOf, publishedAt, supersedes, note, digest },
      supersededBy: releases.find((one) => one.supersedes === id && one.publishedAt !== null)?.id ?? null,
      state: release.state === 'withdrawn' ? ('withdrawn' as const) : ('published' as const),
      withdrawnAt: release.withdrawnAt,
      reason: release.state === 'withdrawn' ? (release.withdrawal?.reason ?? null) : null,
      approvals: release.approvals.map(({ role, at }) => ({ role, at })),
    }));
}
