import type { QuarantineEntry } from '@skill-ledger/contracts';
import { useCallback, useEffect, useState } from 'react';
import { z } from 'zod';

const STORE = 'skill-ledger.mending';
const Stored = z.record(z.string(), z.record(z.string(), z.string()));
type Cells = z.infer<typeof Stored>;

export interface Edits {
  /** Changed cells by field, by 隔离编号. */
  all: Cells;
  change: (entry: QuarantineEntry, field: string, value: string) => void;
  forget: (ids: string[]) => void;
}

/** What was typed and not yet loaded; it outlives a reload, and ends with the tab, as it may be personal. */
export function useEdits(): Edits {
  const [all, setAll] = useState<Cells>(read);
  useEffect(() => sessionStorage.setItem(STORE, JSON.stringify(all)), [all]);
  const change = useCallback((entry: QuarantineEntry, field: string, value: string) => {
    setAll((previous) => {
      const { [field]: _, ...rest } = previous[entry.id] ?? {};
      const same = value === (entry.cells[field] ?? '');
      const cells = same ? rest : { ...rest, [field]: value };
      const { [entry.id]: _old, ...others } = previous;
      return Object.keys(cells).length > 0 ? { ...others, [entry.id]: cells } : others;
    });
  }, []);
  const forget = useCallback((ids: string[]) => {
    setAll((previous) => Object.fromEntries(Object.entries(previous).filter(([id]) => !ids.includes(id))));
  }, []);
  return { all, change, forget };
}

function read(): Cells {
  try {
    return Stored.parse(JSON.parse(sessionStorage.getItem(STORE) ?? '{}'));
  } catch {
    return {};
  }
}
