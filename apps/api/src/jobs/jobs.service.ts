import { randomUUID } from 'node:crypto';
import {
  HttpException,
  Inject,
  Injectable,
  NotFoundException,
  type OnModuleInit,
  ServiceUnavailableException,
} from '@nestjs/common';
import { JOB_CEILINGS, type Job, type JobMessage } from '@skill-ledger/contracts';
import { clearWork, homePaths } from '@skill-ledger/etl';
import { type Observable, ReplaySubject } from 'rxjs';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { BackgroundService } from '../state/background.service.ts';
import { type Owner, type RunningCommand, runCommand } from './command.ts';
import { isFull, type JobCeilings, nextToRun } from './queue.ts';

/** Number of finished jobs that are kept. */
const MAX_FINISHED_JOBS = 200;
/** A server that is restarted answers again within about this time. */
const RESTART_SECONDS = 10;

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
  /** Called when the job has ended, successful or not. */
  onEnd?: (job: Job) => Promise<void>;
}

/** Long-running work requested from the browser: started, followed, cancelled. Stops with the server. */
@Injectable()
export class JobsService implements OnModuleInit {
  private readonly jobs = new Map<string, HeldJob>();

  private readonly ceilings: JobCeilings;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly background: BackgroundService,
  ) {
    this.ceilings = config.jobs ?? JOB_CEILINGS;
    background.closing.addEventListener('abort', () => this.stop());
  }

  /**
   * Starts a job, or queues it if enough are running.
   * @throws ServiceUnavailableException if the server is closing, HttpException 429 if the queue is full
   */
  start(assignment: Assignment): Job {
    if (this.background.isClosing) throw closing();
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

  /** @throws NotFoundException if there is no such job (any more), or it belongs to another account */
  find(id: string, owner: string): Job {
    return this.held(id, owner).job;
  }

  /** The job now and after every change, until it has ended. @throws NotFoundException */
  watch(id: string, owner: string): Observable<Job> {
    return this.held(id, owner).changes.asObservable();
  }

  /** Stops the work; what was already published is kept. @throws NotFoundException */
  cancel(id: string, owner: string): Job {
    const held = this.held(id, owner);
    if (held.job.state === 'running' || held.job.state === 'waiting') {
      this.change(id, { state: 'cancelled', place: null });
      if (held.command) held.command.stop();
      else void this.background.run(() => this.end(held));
    }
    return held.job;
  }

  /** Removes what commands left behind that ended with an earlier server. */
  async onModuleInit(): Promise<void> {
    await this.clear();
  }

  /** Stops the commands, whose end the server waits for, and ends the event streams, which would keep it open. */
  private stop(): void {
    for (const { command, changes } of this.jobs.values()) {
      command?.stop();
      changes.complete();
    }
  }

  /** Running and waiting jobs, in order of arrival. */
  private queue(): { id: string; owner: string; running: boolean }[] {
    return [...this.jobs.values()]
      .filter(({ ended }) => !ended)
      .map(({ job, owner, command }) => ({ id: job.id, owner: owner.name, running: command !== null }));
  }

  /** Starts the next jobs in the queue, and updates the position of the others. */
  private advance(): void {
    if (this.background.isClosing) return;
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
    const command = runCommand(this.config.home, held.args, held.owner, (message) => {
      this.change(id, applied(message));
    });
    held.command = command;
    this.change(id, { state: 'running', place: null });
    void this.background.run(async () => {
      const well = await command.ended;
      const problem = held.job.problem ?? BROKEN;
      this.change(id, well ? { state: 'done' } : { state: 'failed', problem });
      await this.end(held);
    });
  }

  private async end(held: HeldJob): Promise<void> {
    held.ended = true;
    this.advance();
    await this.clear();
    await held.onEnd?.(held.job).catch((error: unknown) => console.error(error));
    held.changes.complete();
  }

  private async clear(): Promise<void> {
    // The next round tries again.
    await clearWork(homePaths(this.config.home).work).catch(() => {});
  }

  private held(id: string, owner: string): HeldJob {
    const held = this.jobs.get(id);
    if (held?.owner.name !== owner) {
      throw new NotFoundException({
        zh: '没有这个任务：服务可能重启过。请在“批次”中查看是否已装载',
        en: 'no such job: the server may have been restarted. Check the batches to see whether the load was completed',
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
      if (this.jobs.size <= MAX_FINISHED_JOBS) return;
      if (ended) this.jobs.delete(id);
    }
  }
}

const full = (): HttpException =>
  new HttpException(
    {
      zh: '排队的任务太多；请等前面的任务完成，或取消不需要的任务后再试',
      en: 'too many queued jobs: wait until some are done, or cancel those you do not need',
    },
    429,
  );

const closing = (): ServiceUnavailableException =>
  new ServiceUnavailableException({
    zh: '服务器正在停止，任务未开始，已有数据未受影响；请在服务器重新启动后再试',
    en: 'the server is stopping: the job was not started, and no data was lost. Try again once it has been restarted',
    retryAfter: RESTART_SECONDS,
  });

const BROKEN = {
  zh: '处理中断，已有数据未受影响；请重试，仍不成功请联系管理员查看日志',
  en: 'the job was aborted, no data was lost: try again, and contact the administrator if it happens again',
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
