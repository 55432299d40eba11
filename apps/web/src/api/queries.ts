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
import { fetchAnswer, RequestError } from './client.ts';
import type { FigureAddress } from './figure-address.ts';

/** Interval at which an open page polls for a new snapshot. */
const WATCH_MS = 60_000;
/** Interval at which an empty page polls for the first snapshot. */
const FIRST_MS = 5_000;

/** Figures by as-of date and filters; the previous answer stays visible while the next is fetched. */
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

/** The snapshot in use, polled. */
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

/** No snapshot yet: nothing has been loaded. */
export const isEmpty = (error: unknown): boolean => error instanceof RequestError && error.status === 503;
