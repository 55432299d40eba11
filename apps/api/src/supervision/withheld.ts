import type { FindingRow } from '@skill-ledger/contracts';
import { isWithheld } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';

/** Of a finding that also concerns another unit, a unit sees only its own comments and files. */
export const isVisibleTo =
  ({ account }: Caller, finding: FindingRow) =>
  ({ unit }: { unit: string | null }): boolean =>
    !isWithheld(finding) || unit === account.unit;
