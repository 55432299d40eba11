import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Bilingual,
  DataPackage,
  type Language,
  type PublishedRelease,
  PublishedReleases,
  ReleaseInfo,
} from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { SUMS_FILE } from '../releases/bundle-files.ts';
import { inLanguage } from '../releases/names.ts';
import { PUBLISHED_INDEX } from '../releases/published.ts';
import { readTables, type SiteTable } from './site-table.ts';

/** A release that the public can read, with what its bundle holds. */
export interface PublicRelease {
  entry: PublishedRelease;
  info: ReleaseInfo;
  description: DataPackage;
  tables: Map<string, SiteTable>;
  /** Folder of the bundle. */
  folder: string;
  /** Files of the bundle with size and SHA-256, in the order of SHA256SUMS. */
  files: BundleFile[];
}

/** A release as readers of a language know the names in its tables. */
export const releaseIn = (release: PublicRelease, language: Language): PublicRelease => ({
  ...release,
  tables: new Map(
    [...release.tables].map(([name, table]) => [name, inLanguage(table, release.info.names, language)]),
  ),
});

/** Services that only a server with a home offers. */
export type Service = 'track' | 'notices';

export interface BundleFile {
  /** Path inside the bundle. */
  name: string;
  bytes: number;
  sha256: string;
}

/** All publications: the only source of the site. */
export interface Published {
  /** Newest first, superseded ones too. */
  releases: PublicRelease[];
  withdrawn: PublishedRelease[];
  /** Services of the site's server: each has a page of this name. */
  services: readonly Service[];
  /** The release in force about the latest days; null where there is none. */
  current: PublicRelease | null;
  /** Releases whose bundle cannot be read, by id. */
  damaged: Map<string, UserError>;
}

/** A path that stays inside the bundle. */
const INSIDE = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

/**
 * Reads only bundles that the index names: drafts in the same folder are ignored. A damaged bundle does not affect the others.
 * @throws UserError if the index is damaged
 */
export async function readPublished(folder: string, services: readonly Service[]): Promise<Published> {
  const { releases: entries } = await readIndex(folder);
  const releases: PublicRelease[] = [];
  const damaged = new Map<string, UserError>();
  for (const entry of entries) {
    if (entry.state !== 'published') continue;
    try {
      releases.push(await readBundle(join(folder, entry.id), entry));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      damaged.set(entry.id, error);
    }
  }
  releases.sort(
    (a, b) => b.entry.publishedAt.localeCompare(a.entry.publishedAt) || b.entry.id.localeCompare(a.entry.id),
  );
  const inForce = releases.filter(({ entry }) => entry.supersededBy === null);
  return {
    releases,
    services,
    damaged,
    withdrawn: entries.filter(({ state }) => state === 'withdrawn'),
    current: inForce.reduce<PublicRelease | null>(
      (best, one) => (best === null || one.info.asOf > best.info.asOf ? one : best),
      null,
    ),
  };
}

async function readIndex(folder: string): Promise<PublishedReleases> {
  const path = join(folder, PUBLISHED_INDEX);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Nothing was published yet.
    if (error.code === 'ENOENT') return '{"releases":[]}';
    throw damagedFile(path, error);
  });
  try {
    return PublishedReleases.parse(JSON.parse(text));
  } catch (error) {
    throw damagedFile(path, error);
  }
}

/** @throws UserError naming the file that differs from SHA256SUMS */
async function readBundle(folder: string, entry: PublishedRelease): Promise<PublicRelease> {
  const read = (name: string) =>
    readFile(join(folder, name)).catch((error: unknown) => {
      throw damagedFile(join(folder, name), error);
    });
  const files: BundleFile[] = [];
  for (const line of (await read(SUMS_FILE)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const [sha256, name] = [line.slice(0, 64), line.slice(66)];
    if (!INSIDE.test(name)) throw damagedFile(join(folder, SUMS_FILE), new Error(`no path inside: ${name}`));
    const bytes = await read(name);
    if (digestOf(bytes) !== sha256)
      throw damagedFile(join(folder, name), new Error('differs from SHA256SUMS'));
    files.push({ name, bytes: bytes.length, sha256 });
  }
  const listed = new Set(files.map(({ name }) => name));
  try {
    const json = async (name: string): Promise<unknown> => {
      if (!listed.has(name)) throw new Error(`${name} is not in SHA256SUMS`);
      return JSON.parse((await read(name)).toString('utf8'));
    };
    const description = DataPackage.parse(await json('datapackage.json'));
    const info = ReleaseInfo.parse(await json('release.json'));
    const stray = description.resources.find(({ path }) => !listed.has(path));
    if (stray) throw new Error(`${stray.path} is not in SHA256SUMS`);
    if (info.id !== entry.id) throw new Error(`release.json is about ${info.id}`);
    return { entry, info, description, tables: await readTables(folder, description), folder, files };
  } catch (error) {
    throw error instanceof UserError ? error : damagedFile(join(folder, 'release.json'), error);
  }
}

/** A file of a bundle, compared with its digest again. @throws UserError if it changed since */
export async function readBundleFile(
  { folder }: PublicRelease,
  { name, sha256 }: BundleFile,
): Promise<Buffer> {
  const path = join(folder, name);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw damagedFile(path, error);
  });
  if (digestOf(bytes) !== sha256) throw damagedFile(path, new Error('differs from SHA256SUMS'));
  return bytes;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const damagedFile = (path: string, cause: unknown): UserError =>
  new UserError(
    {
      zh: `${path} 缺失或与发布时不同；请从备份恢复后再试`,
      en: `${path} is missing or differs from what was published: restore it from a backup, then try again`,
    } satisfies Bilingual,
    { cause },
  );
