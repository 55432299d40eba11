import type { ReleaseStepRequest } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { order } from '../../api/client.ts';
import { RELEASES_KEY } from './api.ts';

/** Takes steps of a release and refetches everything, even if a step was refused. */
export function useStep(id: string) {
  const client = useQueryClient();
  return async (request: ReleaseStepRequest): Promise<void> => {
    try {
      await order('POST', `releases/${encodeURIComponent(id)}/steps`, request);
    } finally {
      await client.invalidateQueries({ queryKey: RELEASES_KEY });
    }
  };
}
