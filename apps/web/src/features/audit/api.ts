import { AuditAnswer } from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Query for entries, in the format of the address and the server. */
export interface AuditAddress {
  actor?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  offset?: string | undefined;
}

export const PAGE_ENTRIES = 50;

/** The address without empty parameters. */
export const auditQueryString = (address: AuditAddress): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((pair): pair is [string, string] => Boolean(pair[1])));

export const auditQuery = (address: AuditAddress) =>
  queryOptions({
    queryKey: ['audit', address],
    queryFn: ({ signal }) => fetchAnswer('audit', AuditAnswer, auditQueryString(address), signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
