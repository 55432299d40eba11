import { FindingsAnswer, PayoutJudgement } from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Which findings; texts as the address and the server have them. */
export interface FindingsAddress {
  rule?: string | undefined;
  severity?: string | undefined;
  unit?: string | undefined;
  offset?: string | undefined;
}

export const PAGE_FINDINGS = 50;

/** The address without what is empty. */
export const findingsQueryString = (address: FindingsAddress): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((pair): pair is [string, string] => Boolean(pair[1])));

export const findingsQuery = (address: FindingsAddress) =>
  queryOptions({
    queryKey: ['figures', 'findings', address],
    queryFn: ({ signal }) => fetchAnswer('findings', FindingsAnswer, findingsQueryString(address), signal),
    placeholderData: keepPreviousData,
  });

export const judgementQuery = (payoutId: string) =>
  queryOptions({
    queryKey: ['figures', 'payouts', payoutId],
    queryFn: ({ signal }) =>
      fetchAnswer(`payouts/${encodeURIComponent(payoutId)}`, PayoutJudgement, {}, signal),
  });
