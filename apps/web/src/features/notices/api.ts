import { NoticeAnswer, NoticePreview, type NoticeScope, NoticesAnswer } from '@skill-ledger/contracts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { fetchAnswer, order } from '../../api/client.ts';

/** Key of all queries about notices: one step may affect all of them. */
export const NOTICES_KEY = ['notices'];

export const noticesQuery = queryOptions({
  queryKey: [...NOTICES_KEY, 'list'],
  queryFn: ({ signal }) => fetchAnswer('notices', NoticesAnswer, {}, signal),
});

/** Refetched when a purpose is stated or ends: texts of the public are masked without one. */
export const noticeQuery = (id: string, purpose: string | null) =>
  queryOptions({
    queryKey: [...NOTICES_KEY, 'one', id, purpose],
    queryFn: ({ signal }) => fetchAnswer(`notices/${encodeURIComponent(id)}`, NoticeAnswer, {}, signal),
  });

/** Preview of a notice; fetched once its scope is chosen. */
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

/** Takes a step and refetches everything, even if it was refused. */
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
