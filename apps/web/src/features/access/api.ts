import { AccountsAnswer, AccountUse } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => fetchAnswer('accounts', AccountsAnswer, {}, signal),
});

export const accountUseQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id, 'use'],
    queryFn: ({ signal }) => fetchAnswer(`accounts/${id}/use`, AccountUse, {}, signal),
    staleTime: 0,
  });
