import type { Period } from './period.ts';
import type { Scheme } from './scheme.ts';

/** Requested scores: of a period, counted up to a day, by a scheme. */
export interface ScoreRequest {
  period: Period;
  /** YYYY-MM-DD; by default the period's last day. */
  asOf?: string | undefined;
  scheme: Scheme;
  /** Ids of the findings decided 属实, and the secret ids are made with. */
  confirmed?: string[];
  secret?: string;
}

/** The subject of a score. */
export interface ScoreQuestion {
  period: Period;
  /** The day on which counting stops. */
  until: string;
  scheme: Scheme;
  /** Ids of the findings decided 属实, and the secret of the ids. */
  confirmed: string[];
  secret: string;
}

/** The question about facts for a request. */
export const questionOf = ({
  period,
  scheme,
  asOf,
  confirmed = [],
  secret = '',
}: ScoreRequest): ScoreQuestion => ({
  period,
  until: asOf !== undefined && asOf < period.to ? asOf : period.to,
  scheme,
  confirmed,
  secret,
});
