import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RELEASE_ID, type ReleaseChoice, type ReleaseInfo } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { homePaths } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { currentSnapshotInfo } from '../home/snapshots.ts';
import { openWork } from '../home/work-folder.ts';
import type { Programme } from '../programme/programme.ts';
import { periodOf } from '../scoring/period.ts';
import { buildBundle } from './build-bundle.ts';
import { bundleDigest } from './bundle-digest.ts';
import type { Decision, Grade } from './decisions.ts';
import { earlierReleases } from './earlier.ts';
import { bundleChanged } from './published.ts';
import { releaseSchedule } from './schedule.ts';

/** Facts about a period from the state store. */
export interface PeriodDecisions {
  decisions: Decision[];
  secret: string;
  /** Null unless the period's evaluation is published. */
  grades: Grade[] | null;
}

interface DraftQuestion {
  period: string;
  /** YYYY-MM-DD; the period's last day where left out. */
  asOf?: string | undefined;
  note: string | null;
  revision: number;
  /** Ids of all releases that were ever published: the public may have kept them. */
  earlier: string[];
  decisions: (period: { id: string; from: string; to: string }) => Promise<PeriodDecisions>;
  /** Stores the draft in the state store. If that is refused, the existing bundle in the home is unchanged. */
  keep: (info: ReleaseInfo, digest: string) => Promise<void>;
}

/**
 * Builds the bundle of a draft from the current snapshot into the home, in place of one with the same id.
 * @returns the description in the bundle
 * @throws UserError for an unknown period, one without data, a home without a snapshot, a missing earlier bundle
 */
export async function writeDraft(
  home: string,
  { period: id, asOf, note, revision, earlier, decisions, keep }: DraftQuestion,
): Promise<ReleaseInfo> {
  const { bundles } = homePaths(home);
  const programme = await homeProgramme(home);
  const period = periodOf(id, programme.facts);
  const published = await earlierReleases(bundles, earlier);
  const state = await decisions(period);
  const name = `${id}-r${revision}`;
  const work = await openWork(homePaths(home).work);
  const draft = join(work.path, name);
  const snapshot = await openCurrentSnapshot(home);
  try {
    await mkdir(bundles, { recursive: true });
    const info = await buildBundle(
      await snapshot.connect(),
      {
        ...{ programme, period, asOf, snapshot: snapshot.id, revision, note, earlier: published, ...state },
        madeAt: (await currentSnapshotInfo(home))?.createdAt ?? new Date(0).toISOString(),
      },
      draft,
    );
    const digest = await bundleDigest(draft);
    if (digest === null) throw bundleChanged(draft, name);
    await keep(info, digest);
    await rm(join(bundles, name), { recursive: true, force: true });
    await rename(draft, join(bundles, name));
    return info;
  } catch (error) {
    throw error instanceof UserError ? error : explainFileError(error, bundles);
  } finally {
    snapshot.close();
    await work.close();
  }
}

/**
 * The periods of which a release can be built: those that have begun by the newest data, the latest first.
 * @param releases every release that is kept
 */
export function releaseChoices(
  programme: Pick<Programme, 'facts' | 'calendar' | 'thresholds'>,
  releases: { id: string; publishedAt: string | null }[],
): ReleaseChoice[] {
  const due = releaseSchedule(programme);
  const revisionOf = (period: string): number =>
    releases.filter(({ id, publishedAt }) => publishedAt !== null && RELEASE_ID.exec(id)?.[1] === period)
      .length + 1;
  return (due?.periods ?? [])
    .map(({ period, from, to, dueOn }) => ({ id: period, from, to, dueOn, revision: revisionOf(period) }))
    .sort((a, b) => b.to.localeCompare(a.to) || b.from.localeCompare(a.from));
}
