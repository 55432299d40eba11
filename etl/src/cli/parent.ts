import type { JobMessage, LoadOutcome } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';

/** Sends a message to the server that started this command; does nothing if it was started from a shell. */
export function sendToParent(message: JobMessage): void {
  process.send?.(message);
}

/** The result of a load in the shape of the upload page. */
export function outcomeOf(result: LoadResult, reasons: LoadOutcome['reasons']): LoadOutcome {
  const { batch, snapshot, changed, resolved, files, mended, effect, unreadable } = result;
  return {
    batch,
    snapshot,
    changed,
    resolved,
    mended,
    effect,
    unreadable,
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
