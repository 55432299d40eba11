import type { Filters } from '@skill-ledger/contracts';

/** As-of date and filters in the server's format. */
export interface FigureAddress extends Filters {
  asOf?: string;
}
