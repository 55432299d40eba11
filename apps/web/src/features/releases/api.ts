import { ReleaseAnswer, ReleasesAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Everything that is asked of releases lies under this key: one step may concern all of it. */
export const RELEASES_KEY = ['releases'];

/** How often the list is read again while the releases of a demonstration are made. */
const PREPARING_MS = 3000;

export const releasesQuery = queryOptions({
  queryKey: [...RELEASES_KEY, 'list'],
  queryFn: ({ signal }) => fetchAnswer('releases', ReleasesAnswer, {}, signal),
  refetchInterval: ({ state }) => (state.data?.isPreparing ? PREPARING_MS : false),
});

export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: [...RELEASES_KEY, 'one', id],
    queryFn: ({ signal }) => fetchAnswer(`releases/${encodeURIComponent(id)}`, ReleaseAnswer, {}, signal),
  });

/** Address of a page of a bundle, drafts too. */
export const bundleAddress = (id: string, name: string): string =>
  `/api/v1/releases/${encodeURIComponent(id)}/bundle/${name}`;
