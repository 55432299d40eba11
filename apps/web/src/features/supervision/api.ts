import {
  AssigneesAnswer,
  FindingDetail,
  FindingsAnswer,
  InstitutionRecord,
  PayoutJudgement,
  SavedFiltersAnswer,
  SupervisionSummary,
} from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';
import type { WorklistSearch } from './search.ts';

export const PAGE_FINDINGS = 50;

/** Query key of all findings queries: one change may affect all of them. */
export const FINDINGS_KEY = ['figures', 'findings'];

/** The address as the server's query, without empty parameters and those of the page only. */
export function findingsQueryString({
  of,
  open: _,
  ...rest
}: Partial<WorklistSearch>): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...rest, unit: of }).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
}

export const findingsQuery = (address: Partial<WorklistSearch>) =>
  queryOptions({
    queryKey: [...FINDINGS_KEY, 'list', findingsQueryString(address)],
    queryFn: ({ signal }) => fetchAnswer('findings', FindingsAnswer, findingsQueryString(address), signal),
    placeholderData: keepPreviousData,
  });

/** @param purpose of access to personal values; they are masked without one */
export const findingQuery = (id: string, purpose: string | undefined) =>
  queryOptions({
    queryKey: [...FINDINGS_KEY, 'one', id, purpose],
    queryFn: ({ signal }) => fetchAnswer(`findings/${id}`, FindingDetail, {}, signal),
    // Masked rows stay visible until the unmasked ones are fetched; never the other way round.
    placeholderData: (before, query) =>
      query?.queryKey.at(-1) === undefined && query?.queryKey.at(-2) === id ? before : undefined,
  });

export const assigneesQuery = queryOptions({
  queryKey: [...FINDINGS_KEY, 'assignees'],
  queryFn: ({ signal }) => fetchAnswer('findings/assignees', AssigneesAnswer, {}, signal),
});

export const filtersQuery = queryOptions({
  queryKey: [...FINDINGS_KEY, 'filters'],
  queryFn: ({ signal }) => fetchAnswer('findings/filters', SavedFiltersAnswer, {}, signal),
});

export const summaryQuery = queryOptions({
  queryKey: [...FINDINGS_KEY, 'summary'],
  queryFn: ({ signal }) => fetchAnswer('supervision/summary', SupervisionSummary, {}, signal),
});

export const institutionQuery = (code: string) =>
  queryOptions({
    queryKey: [...FINDINGS_KEY, 'institution', code],
    queryFn: ({ signal }) =>
      fetchAnswer(`records/institutions/${encodeURIComponent(code)}`, InstitutionRecord, {}, signal),
  });

export const judgementQuery = (payoutId: string) =>
  queryOptions({
    queryKey: ['figures', 'payouts', payoutId],
    queryFn: ({ signal }) =>
      fetchAnswer(`payouts/${encodeURIComponent(payoutId)}`, PayoutJudgement, {}, signal),
  });
