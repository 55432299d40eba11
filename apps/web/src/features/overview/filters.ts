import { FILTERS } from '@skill-ledger/contracts';
import { useCallback } from 'react';
import { useChangeAddress } from '../../address/use-address.ts';

/** Takes every filter out of the address; date and language stay. */
export function useClearFilters(): () => void {
  const change = useChangeAddress();
  return useCallback(() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined]))), [change]);
}
