import {
  SchemeText,
  ScoreDuties,
  ScoreFrame,
  ScoreLate,
  ScoreMoves,
  ScorePreview,
  ScoreResults,
  ScoreTrace,
  ScoreTrend,
} from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { fetchAnswer, send } from '../../api/client.ts';

/** Scores of a period, counted up to a day, by a scheme. */
export interface ScoreAddress {
  period: string;
  asOf?: string;
  scheme?: string;
}

/** Scores depend on the snapshot and on verdicts on findings: their key is invalidated by both. */
export const SCORES_KEY = ['figures', 'scores'];

export const frameQuery = queryOptions({
  queryKey: [...SCORES_KEY, 'frame'],
  queryFn: ({ signal }) => fetchAnswer('scores/frame', ScoreFrame, {}, signal),
});

function scores<S extends z.ZodType>(path: string, schema: S) {
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
export const movesQuery = scores('moves', ScoreMoves);
export const trendQuery = scores('trend', ScoreTrend);
export const resultsQuery = scores('results', ScoreResults);
export const lateQuery = scores('late', ScoreLate);
export const dutiesQuery = scores('duties', ScoreDuties);

export const schemeQuery = ({ period }: ScoreAddress) =>
  queryOptions({
    queryKey: [...SCORES_KEY, 'scheme', period],
    queryFn: ({ signal }) => fetchAnswer('scores/scheme', SchemeText, { period }, signal),
  });

export const previewScheme = (scheme: string, { period, asOf }: ScoreAddress): Promise<ScorePreview> =>
  send('POST', 'scores/preview', ScorePreview, { scheme, period, asOf });

/** The ranking as a file. */
export const rankingHref = (format: 'zip' | 'xlsx', address: ScoreAddress): string =>
  `/api/v1/scores/ranking.${format}?${new URLSearchParams({ ...address })}`;
