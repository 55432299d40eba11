import type { Filters } from '@skill-ledger/contracts';

/** As-of date and filters as the server takes them. */
export interface FigureAddress extends Filters {
  asOf?: string;
}
