import type { FindingRow } from '@skill-ledger/contracts';
import { isWithheld } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';

/** Of a finding that is another unit's too, a unit is told what it has said and attached itself. */
export const isToldTo =
  ({ account }: Caller, finding: FindingRow) =>
  ({ unit }: { unit: string | null }): boolean =>
    !isWithheld(finding) || unit === account.unit;
