import { FILTERS } from '@skill-ledger/contracts';
import { rootRouteId, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSession } from '../access/session.tsx';
import type { FigureAddress } from './figure-address.ts';
import type { AddressSearch } from './search.ts';

/** The part of the address that settles every figure, held to one's own unit where one sees no other; the same object as long as the address is the same. */
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
