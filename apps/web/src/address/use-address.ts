import { FILTERS } from '@skill-ledger/contracts';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSession } from '../access/session.tsx';
import type { FigureAddress } from '../api/figure-address.ts';
import type { AddressSearch } from './search.ts';

/** The search parameters of every figure, restricted to the user's own unit if required; a stable object. */
export function useFigureAddress(): FigureAddress {
  const search = useSearch({ from: rootRouteId });
  const { heldTo } = useSession();
  return useMemo(() => {
    const address: FigureAddress = {};
    if (search.asOf) address.asOf = search.asOf;
    for (const name of FILTERS) if (search[name]) address[name] = search[name];
    if (heldTo !== undefined) {
      address.unit = [heldTo];
      delete address.town;
    }
    return address;
  }, [search, heldTo]);
}

/** Changes parts of the address and keeps the rest; `undefined` removes a part. */
export function useChangeAddress(): (change: Partial<AddressSearch>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({ to: '.', search: (previous) => ({ ...previous, ...change }), resetScroll: false });
    },
    [navigate],
  );
}
