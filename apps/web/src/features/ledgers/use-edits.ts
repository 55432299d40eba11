import type { QuarantineEntry } from '@skill-ledger/contracts';
import { useCallback } from 'react';
import { z } from 'zod';
import { useDraft } from '../../access/use-draft.ts';

const Stored = z.record(z.string(), z.record(z.string(), z.string()));
type Cells = z.infer<typeof Stored>;
const NONE: Cells = {};

export interface Edits {
  /** Changed cells by field, by 隔离编号. */
  all: Cells;
  change: (entry: QuarantineEntry, field: string, value: string) => void;
  forget: (ids: string[]) => void;
}

/** Edits that are not loaded yet. */
export function useEdits(): Edits {
  const [all, setAll] = useDraft<Cells>('mending', NONE, Stored.parse);
  const change = useCallback(
    (entry: QuarantineEntry, field: string, value: string) => {
      setAll((previous) => {
        const { [field]: _, ...rest } = previous[entry.id] ?? {};
        const same = value === (entry.cells[field] ?? '');
        const cells = same ? rest : { ...rest, [field]: value };
        const { [entry.id]: _old, ...others } = previous;
        return Object.keys(cells).length > 0 ? { ...others, [entry.id]: cells } : others;
      });
    },
    [setAll],
  );
  const forget = useCallback(
    (ids: string[]) => {
      setAll((previous) => Object.fromEntries(Object.entries(previous).filter(([id]) => !ids.includes(id))));
    },
    [setAll],
  );
  return { all, change, forget };
}
