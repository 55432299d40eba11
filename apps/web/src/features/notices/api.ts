import { NoticeAnswer, NoticePreview, type NoticeScope, NoticesAnswer } from '@skill-ledger/contracts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { fetchAnswer, order } from '../../api/client.ts';

/** Everything that is asked of notices lies under this key: one step may concern all of it. */
export const NOTICES_KEY = ['notices'];

export const noticesQuery = queryOptions({
  queryKey: [...NOTICES_KEY, 'list'],
  queryFn: ({ signal }) => fetchAnswer('notices', NoticesAnswer, {}, signal),
});

/** Read again when a purpose is stated or ends: what the public wrote is masked without one. */
export const noticeQuery = (id: string, purpose: string | null) =>
  queryOptions({
    queryKey: [...NOTICES_KEY, 'one', id, purpose],
    queryFn: ({ signal }) => fetchAnswer(`notices/${encodeURIComponent(id)}`, NoticeAnswer, {}, signal),
  });

/** What a notice would hold; asked once its scope is chosen. */
export const previewQuery = (scope: NoticeScope | undefined, startsOn: string) =>
  queryOptions({
    queryKey: [...NOTICES_KEY, 'preview', scope, startsOn],
    queryFn: ({ signal }) =>
      fetchAnswer(
        'notices/preview',
        NoticePreview,
        { kind: scope?.kind ?? '', value: scope?.value ?? '', startsOn },
        signal,
      ),
    enabled: scope !== undefined && startsOn !== '',
    retry: false,
  });

/** Takes a step, and reads everything again afterwards, also where it was refused. */
export function useNoticeStep() {
  const client = useQueryClient();
  return async (path: string, request: object): Promise<void> => {
    try {
      await order('POST', `notices/${path}`, request);
    } finally {
      await client.invalidateQueries({ queryKey: NOTICES_KEY });
    }
  };
}
