import type { JobMessage, LoadOutcome } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';

/** Tells the server that started this command how it goes; nothing happens where nobody listens. */
export function tellParent(message: JobMessage): void {
  process.send?.(message);
}

/** What a load did, as the upload page shows it. */
export function outcomeOf(result: LoadResult, reasons: LoadOutcome['reasons']): LoadOutcome {
  const { batch, snapshot, changed, resolved, files } = result;
  return {
    batch,
    snapshot,
    changed,
    resolved,
    reasons,
    files: files.map((file, index) => ({
      path: file.path,
      sheets: file.sheets.map((sheet, sheetNo) => {
        const staged = result.staged[index]?.sheets[sheetNo];
        const nearest = staged?.nearest ?? null;
        return {
          ...sheet,
          ignoredColumns: staged?.ignoredColumns ?? [],
          nearest: nearest && { kind: nearest.kind, missing: nearest.missing },
        };
      }),
    })),
  };
}
