import type { Site } from '@skill-ledger/etl';

/** What is at an address of the public site: a file, the reason of a withdrawn release, or another address. */
export type AtAddress = { file: string } | { tombstone: string } | { moved: string };

/** Resolves an address below `/public/`, given without it. Files that do not exist are returned as they are named. */
export function atAddress({ files, gone }: Pick<Site, 'files' | 'gone'>, path: string): AtAddress {
  const [id = '', ...rest] = path.split('/');
  if (gone.has(id)) {
    const tombstone = `${id}/${path.endsWith('.en.html') ? 'index.en.html' : 'index.html'}`;
    if (files.has(tombstone)) return { tombstone };
  }
  if (path === '') return { file: 'index.html' };
  const isFolder = files.has(`${id}/index.html`) && rest.join('/') === '';
  if (!isFolder) return { file: path };
  // Links of the pages are relative: they need the slash.
  return rest.length === 0 ? { moved: `/public/${id}/` } : { file: `${id}/index.html` };
}
