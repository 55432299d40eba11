import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { buildBundle, type ReleaseQuestion } from '../../etl/src/releases/build-bundle.ts';
import { sumsOf } from '../../etl/src/releases/bundle-files.ts';
import { periodOf } from '../../etl/src/scoring/period.ts';
import { type PublishedRelease, ReleaseInfo } from '../../libs/contracts/src/index.ts';
import { openCurrentSnapshot } from './etl.ts';

/** A bundle to be published, and what is different about it. */
type Publication = { bundle: string; publishedAt: string } & Partial<PublishedRelease>;

/** A folder of published bundles as publication leaves it: each bundle by its id, and the index. */
async function publishedFolder(folder: string, publications: Publication[]): Promise<string> {
  const releases: PublishedRelease[] = [];
  for (const { bundle, publishedAt, ...own } of publications) {
    const draft = ReleaseInfo.parse(JSON.parse(await readFile(join(bundle, 'release.json'), 'utf8')));
    const { period, from, to, asOf, note } = draft;
    const revision = own.revision ?? draft.revision;
    const id = `${period}-r${revision}`;
    const entry: PublishedRelease = {
      ...{ id, period, revision, from, to, asOf, note, publishedAt },
      ...{ supersedes: null, supersededBy: null, state: 'published', withdrawnAt: null, reason: null },
      difference: [],
      ...own,
    };
    releases.push(entry);
    if (entry.state === 'withdrawn') continue;
    await mkdir(folder, { recursive: true });
    await cp(bundle, join(folder, id), { recursive: true });
    const approvals = ['office', 'finance'].map((role) => ({ role, at: publishedAt }));
    const info: ReleaseInfo = {
      ...draft,
      id,
      revision,
      publishedAt,
      approvals,
      supersedes: entry.supersedes,
    };
    await writeFile(join(folder, id, 'release.json'), `${JSON.stringify(info, null, 1)}\n`);
    await writeFile(join(folder, id, 'SHA256SUMS'), await sumsOf(join(folder, id)));
  }
  await writeFile(join(folder, 'releases.json'), `${JSON.stringify({ releases }, null, 1)}\n`);
  return folder;
}

/** Builds the bundle of a draft from the home's current snapshot, with grades where they are given. */
async function draftBundle(
  home: string,
  id: string,
  folder: string,
  own: Partial<ReleaseQuestion> = {},
): Promise<string> {
  const programme = await homeProgramme(home);
  const snapshot = await openCurrentSnapshot(home);
  try {
    await buildBundle(
      await snapshot.connect(),
      {
        programme,
        period: periodOf(id, programme.facts),
        snapshot: snapshot.id,
        madeAt: '2021-07-01T00:00:00Z',
        ...{ decisions: [], secret: 'none', grades: null, earlier: [], revision: 1, note: null },
        ...own,
      },
      folder,
    );
  } finally {
    snapshot.close();
  }
  return folder;
}

/** Four releases as a city has them: one superseded, one revised with a note, one with grades, and one withdrawn. */
export async function publishSamples({ home, folder }: { home: string; folder: string }): Promise<string> {
  const drafts = join(folder, 'drafts');
  const draft = (id: string, own?: Partial<ReleaseQuestion>) => draftBundle(home, id, join(drafts, id), own);
  const grades = [{ unit: '佛堂镇', total: '91.50', grade: '优秀' }];
  const [year, quarter, half] = [
    await draft('2020', { grades }),
    await draft('2021Q1'),
    await draft('2021H1'),
  ];
  return publishedFolder(join(folder, 'public'), [
    { bundle: year, publishedAt: '2021-01-26T09:00:00+08:00' },
    { bundle: quarter, publishedAt: '2021-05-20T09:00:00+08:00', supersededBy: '2021Q1-r2' },
    {
      bundle: quarter,
      revision: 2,
      publishedAt: '2021-06-02T09:00:00+08:00',
      supersedes: '2021Q1-r1',
      note: '更正 <佛堂镇> 一笔发放',
      difference: [
        { table: 'funds_by_town', key: ['佛堂镇'], field: 'paidPeriod', before: '1.00', after: '2.00' },
      ],
    },
    { bundle: half, publishedAt: '2021-07-20T09:00:00+08:00' },
    {
      ...{ bundle: year, id: '2020H1-r1', period: '2020H1', to: '2020-06-30' },
      ...{ publishedAt: '2020-08-20T09:00:00+08:00', state: 'withdrawn' },
      ...{ withdrawnAt: '2020-09-01T09:00:00+08:00', reason: '口径有误，将重新发布' },
    },
  ]);
}

/** One release in force, of the data there are. */
export async function publishOne(home: string, id: string, draft: string, folder: string): Promise<void> {
  await publishedFolder(folder, [
    { bundle: await draftBundle(home, id, draft), publishedAt: '2021-02-01T09:00:00+08:00' },
  ]);
}
