import type { FigureDefinition } from '@skill-ledger/contracts';

/**
 * A figure that is counted or summed over its relation. Which rows it takes is said once: the number and the rows
 * that "why?" shows both come from it.
 */
export interface Measured extends FigureDefinition {
  /** Condition on a row of the relation; `$asOf` is bound. */
  rows: string;
  /** Aggregate over those rows. */
  measure: string;
}

/** The SQL aggregate of a measured figure. */
export const measureSql = ({ measure, rows }: Measured): string => `${measure} FILTER (${rows})`;
