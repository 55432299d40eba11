import { randomUUID } from 'node:crypto';
import { HttpException, Inject, Injectable, NotFoundException, type OnModuleDestroy } from '@nestjs/common';
import { JOB_CEILINGS, type Job, type JobMessage } from '@skill-ledger/contracts';
import { type Observable, ReplaySubject } from 'rxjs';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Owner, type RunningCommand, runCommand } from './command.ts';
import { isFull, type JobCeilings, nextToRun } from './queue.ts';

/** Jobs remembered after they have ended. */
const MOST_JOBS = 200;

interface HeldJob extends Assignment {
  job: Job;
  changes: ReplaySubject<Job>;
  /** Null while the job is in the queue. */
  command: RunningCommand | null;
  ended: boolean;
}

/** What a job is to do. */
export interface Assignment {
  work: Job['work'];
  /** The command and its arguments. */
  args: string[];
  owner: Owner;
  /** Runs when the job has ended, whichever way. */
  onEnd?: (job: Job) => Promise<void>;
}

/** Long work asked for in the browser: started, watched, cancelled. Ends with the server. */
@Injectable()
export class JobsService implements OnModuleDestroy {
  private readonly jobs = new Map<string, HeldJob>();

  private readonly ceilings: JobCeilings;

  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {
    this.ceilings = config.jobs ?? JOB_CEILINGS;
  }

  /** Starts a job, or puts it into the queue where enough run already. @throws HttpException 429 where it is full */
  start(assignment: Assignment): Job {
    if (isFull(this.queue(), assignment.owner.name, this.ceilings)) throw full();
    const job: Job = {
      id: randomUUID(),
      work: assignment.work,
      state: 'waiting',
      place: null,
      progress: null,
      outcome: null,
      effect: null,
      snapshot: null,
      problem: null,
    };
    const held = { ...assignment, job, changes: new ReplaySubject<Job>(1), command: null, ended: false };
    this.jobs.set(job.id, held);
    this.advance();
    this.forgetOldest();
    return held.job;
  }

  /** @throws NotFoundException where there is no such job (any more), or it is another account's */
  find(id: string, owner: string): Job {
    return this.held(id, owner).job;
  }

  /** The job now and after every change, until it has ended. @throws NotFoundException */
  watch(id: string, owner: string): Observable<Job> {
    return this.held(id, owner).changes.asObservable();
  }

  /** Stops the work; what was published before stays. @throws NotFoundException */
  cancel(id: string, owner: string): Job {
    const held = this.held(id, owner);
    if (held.job.state === 'running' || held.job.state === 'waiting') {
      this.change(id, { state: 'cancelled', place: null });
      if (held.command) held.command.stop();
      else void this.end(held);
    }
    return held.job;
  }

  onModuleDestroy(): void {
    for (const { command, changes } of this.jobs.values()) {
      command?.stop();
      changes.complete();
    }
  }

  /** Jobs that run or wait, in the order in which they came. */
  private queue(): { id: string; owner: string; running: boolean }[] {
    return [...this.jobs.values()]
      .filter(({ ended }) => !ended)
      .map(({ job, owner, command }) => ({ id: job.id, owner: owner.name, running: command !== null }));
  }

  /** Runs those whose turn it is, and tells the others their place. */
  private advance(): void {
    for (const id of nextToRun(this.queue(), this.ceilings)) {
      const held = this.jobs.get(id);
      if (held) this.run(held);
    }
    const waiting = this.queue().filter(({ running }) => !running);
    for (const [index, { id }] of waiting.entries()) {
      if (this.jobs.get(id)?.job.place !== index + 1) this.change(id, { place: index + 1 });
    }
  }

  private run(held: HeldJob): void {
    const { id } = held.job;
    held.command = runCommand(this.config.home, held.args, held.owner, (message) => {
      this.change(id, applied(message));
    });
    this.change(id, { state: 'running', place: null });
    void held.command.ended.then((well) => {
      const problem = held.job.problem ?? BROKEN;
      this.change(id, well ? { state: 'done' } : { state: 'failed', problem });
      return this.end(held);
    });
  }

  private async end(held: HeldJob): Promise<void> {
    held.ended = true;
    this.advance();
    await held.onEnd?.(held.job).catch((error: unknown) => console.error(error));
    held.changes.complete();
  }

  private held(id: string, owner: string): HeldJob {
    const held = this.jobs.get(id);
    if (held?.owner.name !== owner) {
      throw new NotFoundException({
        zh: '没有这个任务：服务可能重启过。请在“批次”中查看是否已装载',
        en: 'no such job: the server may have been restarted. See under batches whether the load took place',
      });
    }
    return held;
  }

  private change(id: string, change: Partial<Job>): void {
    const held = this.jobs.get(id);
    if (!held || held.job.state === 'cancelled') return;
    held.job = { ...held.job, ...change };
    held.changes.next(held.job);
  }

  private forgetOldest(): void {
    for (const [id, { ended }] of this.jobs) {
      if (this.jobs.size <= MOST_JOBS) return;
      if (ended) this.jobs.delete(id);
    }
  }
}

const full = (): HttpException =>
  new HttpException(
    {
      zh: '排队的任务太多；请等前面的任务完成，或取消不需要的任务后再试',
      en: 'too many jobs are waiting: wait until some are done, or cancel those you do not need',
    },
    429,
  );

const BROKEN = {
  zh: '处理中断，已有数据未受影响；请重试，仍不成功请联系管理员查看日志',
  en: 'the work broke off, nothing was lost: try again, and tell the administrator if it happens once more',
};

function applied(message: JobMessage): Partial<Job> {
  switch (message.type) {
    case 'waiting':
      return { state: 'waiting' };
    case 'progress':
      return { state: 'running', progress: message.progress };
    case 'loaded':
      return {
        outcome: message.outcome,
        snapshot: message.outcome.batch === null ? null : message.outcome.snapshot,
      };
    case 'previewed':
      return { effect: message.effect };
    case 'withdrawn':
      return { snapshot: message.snapshot };
    case 'failed':
      return { problem: message.text };
  }
}
