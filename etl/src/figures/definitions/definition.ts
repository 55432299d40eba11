import type { FigureDefinition } from '@skill-ledger/contracts';

/** A figure that is counted or summed: its definition, and the one SQL measure of it over its relation. */
export interface Measured extends FigureDefinition {
  /** Aggregate over a model's or ledger's rows; `$asOf` is bound. */
  sql: string;
}
