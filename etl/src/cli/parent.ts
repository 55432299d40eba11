import type { JobMessage, LoadOutcome } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';

/** Sends a message to the server that started this command; does nothing if it was started from a shell. */
export function sendToParent(message: JobMessage): void {
  process.send?.(message);
}

/** The result of a load in the shape of the upload page. */
export function outcomeOf(result: LoadResult, reasons: LoadOutcome['reasons']): LoadOutcome {
  const { batch, snapshot, changed, resolved, files, notRead, mended, effect, unreadable } = result;
  return {
    batch,
    snapshot,
    changed,
    resolved,
    mended,
    effect,
    unreadable,
    notRead,
    reasons,
    files: files.map((file, index) => ({
      path: file.path,
      calendar: result.staged[index]?.calendar ?? null,
      encoding: result.staged[index]?.encoding ?? null,
      sheets: file.sheets.map((sheet, sheetNo) => {
        const staged = result.staged[index]?.sheets[sheetNo];
        const nearest = staged?.nearest ?? null;
        return {
          ...sheet,
          ignoredColumns: staged?.ignoredColumns ?? [],
          nearest: nearest && { kind: nearest.kind, missing: nearest.missing },
          understood: {
            state: staged?.state ?? 'visible',
            isLeftOut: staged?.isLeftOut ?? false,
            report: staged?.report ?? null,
            remarks: staged?.remarks ?? [],
            preview: staged?.preview ?? [],
          },
        };
      }),
    })),
  };
}
