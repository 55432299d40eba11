import { ReportDetail, ReportsAnswer } from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Key of all queries about reports: one step may affect all of them. */
export const REPORTS_KEY = ['reports'];

export const reportsQuery = queryOptions({
  queryKey: [...REPORTS_KEY, 'list'],
  queryFn: ({ signal }) => fetchAnswer('reports', ReportsAnswer, {}, signal),
});

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: [...REPORTS_KEY, 'one', id],
    queryFn: ({ signal }) => fetchAnswer(`reports/${encodeURIComponent(id)}`, ReportDetail, {}, signal),
  });
