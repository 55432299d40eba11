import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type PublishedRelease,
  PublishedReleases,
  RELEASE_ID,
  type ReleaseInfo,
  ReleaseInfo as ReleaseInfoShape,
  releaseName,
} from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { homePaths, replaceFile } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { bundleDigest } from './bundle-digest.ts';
import { SUMS_FILE, sumsOf } from './bundle-files.ts';
import { bundleTables } from './bundle-tables.ts';
import { dataPackage } from './data-package.ts';
import { differenceOf } from './difference.ts';
import { bundlePages } from './pages.ts';

/** Name of the list of releases in the public folder. */
export const PUBLISHED_INDEX = 'releases.json';

/** How long one process waits for another that settles the public folder. */
const WAIT_MS = 60_000;

/** A published release in the state store. */
export interface ReleaseToPublish extends Omit<PublishedRelease, 'difference'> {
  approvals: ReleaseInfo['approvals'];
  /** Digest of its bundle when it was approved. */
  digest: string;
}

/** Changes to the public folder. */
export interface Settled {
  /** Ids of bundles that were added or removed. */
  changed: string[];
  /** Why bundles could not be published, by id: they are missing, were changed since they were approved, or the disk is full. */
  faults: Map<string, Error>;
}

/**
 * Brings the public folder in line with the state store: complete bundles of what is published, nothing of what is withdrawn,
 * and the list of both. Can be repeated, also after an interruption at any point; readers never see a partial bundle.
 * @param read reads the store; called once the folder is locked, so that an older state never overwrites a newer one
 * @throws UserError if the folder cannot be written
 */
export async function settlePublic(home: string, read: () => Promise<ReleaseToPublish[]>): Promise<Settled> {
  const paths = homePaths(home);
  if ((await read()).length === 0) return { changed: [], faults: new Map() };
  const unlock = await takeLock(paths.publicLock, WAIT_MS);
  try {
    await mkdir(paths.public, { recursive: true });
    const releases = await read();
    const { changed, faults } = await settle(home, releases);
    const present = new Set(await presentIn(paths.public));
    const index: PublishedReleases = { releases: [] };
    for (const one of releases) {
      if (one.state === 'withdrawn' || present.has(one.id)) index.releases.push(await entryOf(home, one));
    }
    await writeIndex(join(paths.public, PUBLISHED_INDEX), index);
    return { changed, faults };
  } catch (error) {
    throw explainFileError(error, paths.public);
  } finally {
    await unlock();
  }
}

const presentIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => RELEASE_ID.test(name));

/** A bundle that cannot be published does not prevent the others from being published or withdrawn. */
async function settle(home: string, releases: ReleaseToPublish[]): Promise<Settled> {
  const { public: folder } = homePaths(home);
  for (const name of await readdir(folder)) {
    if (name.startsWith('.')) await rm(join(folder, name), { recursive: true, force: true });
  }
  const present = new Set(await presentIn(folder));
  const wanted = releases.filter(({ state }) => state === 'published');
  // Bundles unknown to the store stay: losing the store must not withdraw publications.
  const gone = releases
    .filter(({ id, state }) => state === 'withdrawn' && present.has(id))
    .map(({ id }) => id);
  for (const id of gone) {
    // Renamed first, so that readers never see a partly removed bundle.
    await rename(join(folder, id), join(folder, `.${id}`));
    await rm(join(folder, `.${id}`), { recursive: true, force: true });
  }
  const added = wanted.filter(({ id }) => !present.has(id));
  const faults: Settled['faults'] = new Map();
  const changed = [...gone];
  for (const one of added) {
    try {
      await addBundle(home, one);
      changed.push(one.id);
    } catch (error) {
      const fault = explainFileError(error, folder);
      faults.set(one.id, fault instanceof Error ? fault : new Error(String(fault)));
    }
  }
  return { changed, faults };
}

/** Copies an approved bundle and adds who approved it and when it was published. */
async function addBundle(home: string, release: ReleaseToPublish): Promise<void> {
  const paths = homePaths(home);
  const source = join(paths.bundles, release.id);
  if ((await bundleDigest(source)) !== release.digest) throw bundleChanged(source, release.id);
  const draft = join(paths.public, `.${release.id}`);
  await cp(source, draft, { recursive: true });
  const info: ReleaseInfo = {
    ...ReleaseInfoShape.parse(JSON.parse(await readFile(join(draft, 'release.json'), 'utf8'))),
    approvals: release.approvals,
    publishedAt: release.publishedAt,
  };
  const tables = await bundleTables(draft);
  const write = (name: string, text: string) => writeFile(join(draft, name), text);
  for (const [name, text] of bundlePages(info, tables)) await write(name, text);
  await write('datapackage.json', `${JSON.stringify(dataPackage(info, tables), null, 1)}\n`);
  await write('release.json', `${JSON.stringify(info, null, 1)}\n`);
  await write(SUMS_FILE, await sumsOf(draft));
  await rename(draft, join(paths.public, release.id));
}

export const bundleChanged = (path: string, id: string): UserError =>
  new UserError({
    zh: `${releaseName(id).zh}的数据包 ${path} 缺失，或在生成后被改动；请重新生成草稿并再次批准`,
    en: `the bundle ${path} of ${releaseName(id).en} is missing, or was changed since it was built: build the draft again and have it approved`,
  });

/** The entry of the public list, with what the revision changed. */
async function entryOf(
  home: string,
  { approvals: _, digest: __, ...release }: ReleaseToPublish,
): Promise<PublishedRelease> {
  return { ...release, difference: (await revisionDifference(home, release)) ?? [] };
}

/**
 * What a revision changes of the release before it, cell by cell.
 * @returns null for a first release, or if one of the two bundles is missing
 */
export async function revisionDifference(
  home: string,
  { id, supersedes }: Pick<PublishedRelease, 'id' | 'supersedes'>,
): Promise<PublishedRelease['difference'] | null> {
  if (supersedes === null) return null;
  const { bundles } = homePaths(home);
  const [before, after] = await Promise.all([supersedes, id].map((one) => bundleTables(join(bundles, one))));
  return before?.length && after?.length ? differenceOf(before, after) : null;
}

/** Written only if it differs: readers detect changes by its modification time. */
async function writeIndex(path: string, index: PublishedReleases): Promise<void> {
  const text = `${JSON.stringify(PublishedReleases.parse(index), null, 1)}\n`;
  if ((await readFile(path, 'utf8').catch(() => null)) !== text) await replaceFile(path, text);
}
