import type { Site } from '@skill-ledger/etl';

/** What is at an address of the public site: a file, with 410 the reason of a withdrawn release, or another address. */
export type AtAddress = { file: string; status: 200 | 410 } | { moved: string };

/** Resolves an address below `/public/`, given without it. Files that do not exist are returned as they are named. */
export function atAddress({ files, gone }: Pick<Site, 'files' | 'gone'>, path: string): AtAddress {
  const [id = '', ...rest] = path.split('/');
  if (gone.has(id)) {
    const tombstone = `${id}/${path.endsWith('.en.html') ? 'index.en.html' : 'index.html'}`;
    if (files.has(tombstone)) return { file: tombstone, status: 410 };
  }
  if (path === '') return { file: 'index.html', status: 200 };
  const isFolder = files.has(`${id}/index.html`) && rest.join('/') === '';
  if (!isFolder) return { file: path, status: 200 };
  // Links of the pages are relative: they need the slash.
  return rest.length === 0 ? { moved: `/public/${id}/` } : { file: `${id}/index.html`, status: 200 };
}
