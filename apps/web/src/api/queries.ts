import {
  CurrentSnapshot,
  DomainsAnswer,
  FundsAnswer,
  MonthsAnswer,
  ProgrammeAnswer,
  ProgressAnswer,
  RatiosAnswer,
  SnapshotsAnswer,
  UnitsAnswer,
} from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { FigureAddress } from '../address/figure-address.ts';
import { fetchAnswer, RequestError } from './client.ts';

/** How often an open page asks whether a new snapshot is there. */
const WATCH_MS = 60_000;
/** How often an empty page asks whether the first one is. */
const FIRST_MS = 5_000;

/** An answer of the figures, by as-of date and filters; the last one stays in view while the next is on its way. */
function figures<S extends z.ZodType>(path: string, schema: S) {
  return (address: FigureAddress) =>
    queryOptions({
      queryKey: ['figures', path, address],
      queryFn: ({ signal }) => fetchAnswer(path, schema, address, signal),
      placeholderData: keepPreviousData,
    });
}

export const progressQuery = figures('progress', ProgressAnswer);
export const domainsQuery = figures('progress/domains', DomainsAnswer);
export const unitsQuery = figures('progress/units', UnitsAnswer);
export const monthsQuery = figures('progress/months', MonthsAnswer);
export const fundsQuery = figures('funds', FundsAnswer);
export const ratiosQuery = figures('ratios', RatiosAnswer);

export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: ({ signal }) => fetchAnswer('programme', ProgrammeAnswer, {}, signal, true),
  refetchInterval: ({ state }) => (isEmpty(state.error) ? FIRST_MS : false),
});

/** Which snapshot answers now; an open page asks again and again. */
export const currentSnapshotQuery = queryOptions({
  queryKey: ['snapshots', 'current'],
  queryFn: ({ signal }) => fetchAnswer('snapshots/current', CurrentSnapshot, {}, signal, true),
  refetchInterval: WATCH_MS,
  refetchOnWindowFocus: 'always',
});

export const snapshotsQuery = queryOptions({
  queryKey: ['snapshots', 'all'],
  queryFn: ({ signal }) => fetchAnswer('snapshots', SnapshotsAnswer, {}, signal),
});

/** No snapshot yet: nothing was ever loaded. */
export const isEmpty = (error: unknown): boolean => error instanceof RequestError && error.status === 503;
