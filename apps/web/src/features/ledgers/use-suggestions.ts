import type { LedgerKind } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { programmeQuery } from '../../api/queries.ts';

/** The programme's names for columns that refer to it: units, towns, domains. */
export function useSuggestions(): (kind: LedgerKind, field: string) => string[] {
  const { data } = useQuery(programmeQuery);
  return useCallback(
    (kind, field) => {
      if (!data) return [];
      const unitsOf = (wanted?: string): string[] =>
        data.units.filter((unit) => wanted === undefined || unit.kind === wanted).map(({ name }) => name);
      if (field === 'domain') return data.domains.map(({ name }) => name);
      if (field === 'department') return unitsOf('department');
      if (field === 'town' || field === 'area') return unitsOf('town');
      if (field === 'unit' && kind === 'quotas') return unitsOf();
      return [];
    },
    [data],
  );
}
