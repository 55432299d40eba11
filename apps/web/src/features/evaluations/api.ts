import {
  EvaluationAnswer,
  EvaluationResults,
  EvaluationsAnswer,
  FormDetail,
  FormVersion,
  OpeningChoices,
} from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../../api/client.ts';

/** Key of all queries about evaluations: one step may affect all of them. */
export const EVALUATIONS_KEY = ['evaluations'];

/** Interval at which an open form checks for changes by others. */
const REFRESH_MS = 20_000;

export const periodsQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, 'periods'],
  queryFn: ({ signal }) => fetchAnswer('evaluations/periods', EvaluationsAnswer, {}, signal),
});

export const choicesQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, 'choices'],
  queryFn: ({ signal }) => fetchAnswer('evaluations/choices', OpeningChoices, {}, signal),
});

export const periodQuery = (period: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, 'period', period],
    queryFn: ({ signal }) =>
      fetchAnswer(`evaluations/periods/${encodeURIComponent(period)}`, EvaluationAnswer, {}, signal),
  });

export const resultsQuery = (period: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, 'results', period],
    queryFn: ({ signal }) =>
      fetchAnswer(`evaluations/periods/${encodeURIComponent(period)}/results`, EvaluationResults, {}, signal),
  });

/** @param purpose purpose of access to personal values; names of files are masked without one */
export const formQuery = (id: string, purpose?: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, 'form', id, purpose],
    queryFn: ({ signal }) => fetchAnswer(`evaluations/forms/${id}`, FormDetail, {}, signal, true),
    // Input stays on the page while masked values are replaced.
    placeholderData: (previous) => (previous?.form.id === id ? previous : undefined),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: 'always',
  });

/** @param purpose as of `formQuery` */
export const versionQuery = (id: string, nth: number, purpose?: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, 'version', id, nth, purpose],
    queryFn: ({ signal }) => fetchAnswer(`evaluations/forms/${id}/versions/${nth}`, FormVersion, {}, signal),
    // A submission is never changed.
    staleTime: Number.POSITIVE_INFINITY,
  });
