import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleDigest } from '../../etl/src/releases/bundle-digest.ts';
import { type ReleaseToPublish, settlePublic } from '../../etl/src/releases/published.ts';
import { ReleaseInfo } from '../../libs/contracts/src/index.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { publishSamples } from '../support/published.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeSampleHome();
  await publishSamples(test);
});
afterAll(() => test?.remove());

const PERIODS = ['2020', '2021Q1', '2021H1'];

/** Releases as the state store tells them, of bundles that were built. */
async function approved(): Promise<ReleaseToPublish[]> {
  const releases: ReleaseToPublish[] = [];
  for (const period of PERIODS) {
    const bundle = join(test.home, 'bundles', `${period}-r1`);
    await cp(join(test.folder, 'drafts', period), bundle, { recursive: true });
    const info = ReleaseInfo.parse(JSON.parse(await readFile(join(bundle, 'release.json'), 'utf8')));
    releases.push({
      ...{ id: info.id, period, revision: 1, from: info.from, to: info.to, asOf: info.asOf, note: null },
      ...{ publishedAt: '2021-08-01T09:00:00+08:00', supersedes: null, supersededBy: null },
      ...{ state: 'published', withdrawnAt: null, reason: null, approvals: [] },
      digest: (await bundleDigest(bundle)) ?? '',
    });
  }
  return releases;
}

it('publishes every bundle but a damaged one, and says which is', async () => {
  const releases = await approved();
  const file = join(test.home, 'bundles', '2020-r1', 'data', 'months.csv');
  const bytes = await readFile(file);
  await writeFile(file, 'month\n');
  const settle = () => settlePublic(test.home, async () => releases);
  const { changed, faults } = await settle();
  expect(changed).toEqual(['2021Q1-r1', '2021H1-r1']);
  expect(faults.get('2020-r1')?.message).toContain('2020-r1');
  const shown = async (): Promise<string[]> => {
    const index = JSON.parse(await readFile(join(test.home, 'public', 'releases.json'), 'utf8'));
    return index.releases.map(({ id }: { id: string }) => id);
  };
  expect(await shown()).toEqual(['2021Q1-r1', '2021H1-r1']);
  expect((await readdir(join(test.home, 'public'))).sort()).toEqual([
    '2021H1-r1',
    '2021Q1-r1',
    'releases.json',
  ]);
  await writeFile(file, bytes);
  expect(await settle()).toEqual({ changed: ['2020-r1'], faults: new Map() });
  expect(await shown()).toEqual(['2020-r1', '2021Q1-r1', '2021H1-r1']);
});
