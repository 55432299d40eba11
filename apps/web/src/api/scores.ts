import { ScoreTrace } from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { fetchAnswer } from './client.ts';

/** Scores of a period, counted up to a day, by a scheme. */
export interface ScoreAddress {
  period: string;
  asOf?: string;
  scheme?: string;
}

/** Scores depend on the snapshot and on verdicts on findings: their key is invalidated by both. */
export const SCORES_KEY = ['figures', 'scores'];

/** Scores of a unit, or of all; the previous answer stays visible while the next is fetched. */
export function scores<S extends z.ZodType>(path: string, schema: S) {
  return (address: ScoreAddress, unit?: string) => {
    const asked: Record<string, string> = { ...address, ...(unit !== undefined && { unit }) };
    return queryOptions({
      queryKey: [...SCORES_KEY, path, asked],
      queryFn: ({ signal }) => fetchAnswer(`scores/${path}`, schema, asked, signal),
      placeholderData: keepPreviousData,
    });
  };
}

export const traceQuery = scores('trace', ScoreTrace);
