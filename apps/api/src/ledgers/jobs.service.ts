import { randomUUID } from 'node:crypto';
import { Inject, Injectable, NotFoundException, type OnModuleDestroy } from '@nestjs/common';
import type { Job, JobMessage } from '@skill-ledger/contracts';
import { type Observable, ReplaySubject } from 'rxjs';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { type Owner, type RunningCommand, runCommand } from './command.ts';

/** Jobs remembered after they have ended. */
const MOST_JOBS = 200;

interface HeldJob {
  job: Job;
  owner: Owner;
  changes: ReplaySubject<Job>;
  command: RunningCommand;
}

/** What a job is to do. */
export interface Assignment {
  work: Job['work'];
  /** The command and its arguments. */
  args: string[];
  owner: Owner;
  /** Done when the command has ended, whichever way. */
  onEnd?: (job: Job) => Promise<void>;
}

/** Long work asked for in the browser: started, watched, cancelled. Ends with the server. */
@Injectable()
export class JobsService implements OnModuleDestroy {
  private readonly jobs = new Map<string, HeldJob>();

  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  start({ work, args, owner, onEnd }: Assignment): Job {
    const job: Job = {
      id: randomUUID(),
      work,
      state: 'running',
      progress: null,
      outcome: null,
      snapshot: null,
      problem: null,
    };
    const command = runCommand(this.config.home, args, owner, (message) => {
      this.change(job.id, applied(message));
    });
    const held: HeldJob = { job, owner, changes: new ReplaySubject(1), command };
    this.jobs.set(job.id, held);
    held.changes.next(job);
    this.forgetOldest();
    void command.ended.then(async (well) => {
      if (held.job.state !== 'cancelled') {
        this.change(
          job.id,
          well ? { state: 'done' } : { state: 'failed', problem: held.job.problem ?? BROKEN },
        );
      }
      await onEnd?.(held.job).catch((error: unknown) => console.error(error));
      held.changes.complete();
    });
    return job;
  }

  /** @throws NotFoundException where there is no such job (any more), or it is somebody else's */
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
      this.change(id, { state: 'cancelled' });
      held.command.stop();
    }
    return held.job;
  }

  onModuleDestroy(): void {
    for (const { command, changes } of this.jobs.values()) {
      command.stop();
      changes.complete();
    }
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
    for (const [id, { job }] of this.jobs) {
      if (this.jobs.size <= MOST_JOBS) return;
      if (job.state !== 'running' && job.state !== 'waiting') this.jobs.delete(id);
    }
  }
}

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
    case 'withdrawn':
      return { snapshot: message.snapshot };
    case 'failed':
      return { problem: message.text };
  }
}
