import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { SUMS_FILE } from '../releases/bundle-files.ts';
import { feeds } from './feed.ts';
import {
  type PublicRelease,
  type Published,
  readBundleFile,
  readPublished,
  type Service,
} from './published-bundles.ts';
import { releasePages } from './release-pages.ts';
import { tombstones, topPages } from './top-pages.ts';

export interface SiteFile {
  /** Identifies the bytes: it changes with them. */
  digest: string;
  /** @throws UserError if a file of a bundle has changed since the site was built */
  read(): Promise<Uint8Array>;
}

/** The public site: all its addresses, and the removed ones. */
export interface Site {
  published: Published;
  /** By path inside the site. */
  files: Map<string, SiteFile>;
  /** Ids of withdrawn releases: their tombstones are files, anything else below them is gone. */
  gone: Set<string>;
}

const TEMPLATES = new URL('../../templates/', import.meta.url);
/** In the order of the cascade. */
const STYLES = ['site', 'site-head', 'site-parts', 'site-figures', 'site-tables', 'site-forms', 'site-media'];

/**
 * Builds the site from a folder of published bundles.
 * @param today YYYY-MM-DD: the calendar shows what is late on this day
 * @param services what the server offers beside the site, for the menu
 * @param base address of the site for the feed, ended by /
 * @throws UserError if the index of the folder is damaged; damaged bundles are skipped and named
 */
export async function buildSite(
  folder: string,
  { today, base = '', services = [] }: { today: string; base?: string; services?: readonly Service[] },
): Promise<Site> {
  const published = await readPublished(folder, services);
  const files = new Map<string, SiteFile>();
  const addTexts = (pages: Map<string, string>): void => {
    for (const [path, text] of pages) files.set(path, inMemory(strToU8(text)));
  };
  addTexts(topPages(published, today));
  addTexts(feeds(published, base));
  files.set(
    'site.css',
    inMemory(Buffer.concat(await Promise.all(STYLES.map((name) => template(`${name}.css`))))),
  );
  files.set('site.js', inMemory(await template('site.js')));
  for (const release of published.releases) {
    addTexts(releasePages(published, release));
    addBundle(files, release);
  }
  for (const entry of published.withdrawn) addTexts(tombstones(published, entry));
  if (published.current) files.set('datapackage.json', inMemory(entryPackage(published.current)));
  return { published, files, gone: new Set(published.withdrawn.map(({ id }) => id)) };
}

const template = (name: string): Promise<Buffer> => readFile(fileURLToPath(new URL(name, TEMPLATES)));

const inMemory = (bytes: Uint8Array): SiteFile => ({
  digest: createHash('sha256').update(bytes).digest('hex'),
  read: async () => bytes,
});

/** The data and descriptions of a bundle at their own addresses, and all of it, pages too, as an archive. */
function addBundle(files: Map<string, SiteFile>, release: PublicRelease): void {
  const { id } = release.entry;
  for (const file of release.files) {
    if (!/^data\/|\.json$/.test(file.name)) continue;
    files.set(`${id}/${file.name}`, { digest: file.sha256, read: () => readBundleFile(release, file) });
  }
  const digest = createHash('sha256')
    .update(release.files.map(({ sha256 }) => sha256).join())
    .digest('hex');
  files.set(`${id}/${id}.zip`, { digest, read: () => archiveOf(release) });
}

/** The same bundle gives the same archive on any machine: ZIP has local times only. */
async function archiveOf(release: PublicRelease): Promise<Uint8Array> {
  const { id, publishedAt } = release.entry;
  const [year = 2021, month = 1, day = 1] = publishedAt.slice(0, 10).split('-').map(Number);
  const parts: Record<string, Uint8Array> = {};
  for (const file of release.files) parts[`${id}/${file.name}`] = await readBundleFile(release, file);
  parts[`${id}/${SUMS_FILE}`] = strToU8(
    release.files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(''),
  );
  return zipSync(parts, { mtime: new Date(year, month - 1, day) });
}

/** The Data Package of the release in force, with paths from the top of the site. */
function entryPackage({ entry, description }: PublicRelease): Uint8Array {
  const resources = description.resources.map((one) => ({ ...one, path: `${entry.id}/${one.path}` }));
  return strToU8(`${JSON.stringify({ ...description, resources }, null, 1)}\n`);
}
