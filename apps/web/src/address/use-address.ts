import { FILTERS, type Filters } from '@skill-ledger/contracts';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { AddressSearch } from './search.ts';

/** As-of date and filters as the server takes them. */
export interface FigureAddress extends Filters {
  asOf?: string;
}

/** The part of the address that settles every figure; the same object as long as the address is the same. */
export function useFigureAddress(): FigureAddress {
  const search = useSearch({ from: rootRouteId });
  return useMemo(() => {
    const address: FigureAddress = {};
    if (search.asOf) address.asOf = search.asOf;
    for (const name of FILTERS) if (search[name]) address[name] = search[name];
    return address;
  }, [search]);
}

/** Changes parts of the address and keeps the rest; `undefined` takes a part out. */
export function useChangeAddress(): (change: Partial<AddressSearch>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({ to: '.', search: (previous) => ({ ...previous, ...change }), resetScroll: false });
    },
    [navigate],
  );
}
