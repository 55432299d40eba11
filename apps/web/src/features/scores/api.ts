import {
  SchemeText,
  ScoreDuties,
  ScoreFrame,
  ScoreLate,
  ScoreMoves,
  ScorePreview,
  ScoreResults,
  ScoreTrend,
} from '@skill-ledger/contracts';
import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer, send } from '../../api/client.ts';
import { SCORES_KEY, type ScoreAddress, scores } from '../../api/scores.ts';

export const frameQuery = queryOptions({
  queryKey: [...SCORES_KEY, 'frame'],
  queryFn: ({ signal }) => fetchAnswer('scores/frame', ScoreFrame, {}, signal),
});

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
