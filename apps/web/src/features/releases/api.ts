import { ReleaseAnswer, ReleasesAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Key of all queries about releases: one step may affect all of them. */
export const RELEASES_KEY = ['releases'];

/** Polling interval of the list while the releases of a demonstration are built. */
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
