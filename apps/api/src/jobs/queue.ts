/** The part of a job that determines its turn. */
interface Queued {
  id: string;
  owner: string;
  running: boolean;
}

/** How many jobs run at once, and how many may wait. */
export interface JobCeilings {
  running: number;
  runningPerAccount: number;
  waiting: number;
  waitingPerAccount: number;
}

/** Ids of the waiting jobs that may run now, in order of arrival. */
export function nextToRun(jobs: Queued[], ceilings: JobCeilings): string[] {
  const running = jobs.filter((job) => job.running).map(({ owner }) => owner);
  const starts: string[] = [];
  for (const job of jobs) {
    if (running.length >= ceilings.running) break;
    if (job.running || running.filter((owner) => owner === job.owner).length >= ceilings.runningPerAccount)
      continue;
    running.push(job.owner);
    starts.push(job.id);
  }
  return starts;
}

/** Whether the queue is full: for all accounts, or for this one. */
export function isFull(jobs: Queued[], owner: string, ceilings: JobCeilings): boolean {
  const waiting = jobs.filter((job) => !job.running);
  const own = waiting.filter((job) => job.owner === owner);
  return waiting.length >= ceilings.waiting || own.length >= ceilings.waitingPerAccount;
}
