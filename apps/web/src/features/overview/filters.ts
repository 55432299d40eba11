import { FILTERS } from '@skill-ledger/contracts';
import { useCallback } from 'react';
import { useChangeAddress } from '../../address/use-address.ts';

/** Removes every filter from the address; keeps date and language. */
export function useClearFilters(): () => void {
  const change = useChangeAddress();
  return useCallback(() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined]))), [change]);
}
