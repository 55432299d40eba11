import type { Period } from '../scoring/period.ts';

/** The days a release is about: its period, counted up to the as-of date. */
export interface ReleasePeriod extends Period {
  /** The earlier of the period's last day and the as-of date. */
  until: string;
  /** First day of the programme: totals count from it. */
  programmeFrom: string;
}

/** A period as counted on a day; the period's own last day where none is given. */
export const releasePeriod = (period: Period, programmeFrom: string, asOf?: string): ReleasePeriod => ({
  ...period,
  programmeFrom,
  until: asOf !== undefined && asOf < period.to ? asOf : period.to,
});
