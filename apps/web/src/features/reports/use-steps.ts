import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { REPORTS_KEY } from './api.ts';

/** Takes steps of reports, reports the result, and refetches everything. */
export function useSteps() {
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  /** @returns whether it was done */
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setError(undefined);
    setBusy(true);
    try {
      await work();
      return true;
    } catch (cause) {
      setError(cause as Error);
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: REPORTS_KEY });
      setBusy(false);
    }
  };
  return { run, busy, error, clearError: () => setError(undefined) };
}
