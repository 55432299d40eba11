import { Job } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { fetchAnswer, problemOf, send } from '../../api/client.ts';
import { isOver } from './api.ts';

interface WatchedJob {
  job: Job | undefined;
  /** Why it could not be started or stopped. */
  error: Error | undefined;
  start: (path: string, body?: unknown) => Promise<Job | undefined>;
  /** Resumes a job that was started before; does nothing if the server no longer has it. */
  follow: (id: string) => Promise<Job | undefined>;
  cancel: () => void;
  reset: () => void;
}

/** Starts one job at a time and follows it to its end; then refetches all data. */
export function useJob(): WatchedJob {
  const [job, setJob] = useState<Job>();
  const [error, setError] = useState<Error>();
  const client = useQueryClient();
  const id = job && !isOver(job) ? job.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    const events = new EventSource(`/api/v1/jobs/${id}/events`);
    events.onmessage = ({ data }) => {
      const next = Job.parse(JSON.parse(String(data)));
      if (!isOver(next)) {
        setJob(next);
        return;
      }
      events.close();
      // The result and the data shown beside it must be of the same snapshot.
      void client.invalidateQueries({ queryKey: ['ledgers'] }).finally(() => setJob(next));
      if (next.snapshot === null) return;
      for (const queryKey of [['snapshots'], ['programme'], ['figures']]) {
        void client.invalidateQueries({ queryKey });
      }
    };
    // EventSource reconnects automatically; closed means the server no longer has the job.
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) setError(problemOf(0, undefined));
    };
    return () => events.close();
  }, [id, client]);
  const start = useCallback(async (path: string, body?: unknown) => {
    setError(undefined);
    try {
      const started = await send('POST', path, Job, body);
      setJob(started);
      return started;
    } catch (cause) {
      setError(cause as Error);
      return undefined;
    }
  }, []);
  const follow = useCallback(async (known: string) => {
    const found = await fetchAnswer(`jobs/${known}`, Job, {}, new AbortController().signal).catch(
      () => undefined,
    );
    setJob(found);
    return found;
  }, []);
  const cancel = useCallback(() => {
    if (id !== undefined) void send('DELETE', `jobs/${id}`, Job).then(setJob, setError);
  }, [id]);
  const reset = useCallback(() => {
    setJob(undefined);
    setError(undefined);
  }, []);
  return { job, error, start, follow, cancel, reset };
}
