import { AccountsAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => fetchAnswer('accounts', AccountsAnswer, {}, signal),
});
