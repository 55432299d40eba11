import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import {
  type Bilingual,
  instantInShanghai,
  SCHEDULE,
  type ScheduleAnswer,
  type ScheduledRun,
  ScheduledWork,
} from '@skill-ledger/contracts';
import {
  addRun,
  change,
  finishRun,
  firstStart,
  lastDue,
  listRuns,
  record,
  takeRun,
} from '@skill-ledger/state';
import { actorOf, type Caller } from '../http/caller.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';
import { lastMissed, nextDue } from './due.ts';

/** Runs shown on the calendar page. */
const MAX_RUNS = 200;
const TICK_MS = 20_000;
/** Between attempts to note a run by hand. */
const MS_PER_TRY = 100;

/** Planned work on a future day. */
export interface Upcoming {
  on: string;
  what: Bilingual;
}

/** A piece of work, provided by its module. */
interface WorkHandler {
  /** Runs it; may be repeated. @returns what was done */
  work: () => Promise<Bilingual>;
  /** Omitted if each run does the same. */
  upcoming?: () => Promise<Upcoming[]>;
}

/**
 * Runs scheduled work. Every server checks three times a minute what is due and records it in the state store, where the same
 * work for the same instant is recorded once; then it takes a recorded run that is free. So work that fell due while no server
 * ran is done once at the next start, and two servers never do the same run.
 */
@Injectable()
export class ScheduleService implements OnApplicationBootstrap {
  private readonly logger = new Logger('schedule');
  private readonly handlers = new Map<ScheduledWork, WorkHandler>();
  private readonly worker = randomUUID();
  private ticking: Promise<void> | null = null;

  constructor(
    private readonly state: StateService,
    private readonly background: BackgroundService,
  ) {}

  /** Called by the module that provides the work, at construction. */
  register(work: ScheduledWork, handler: WorkHandler): void {
    this.handlers.set(work, handler);
  }

  onApplicationBootstrap(): void {
    void this.tick();
  }

  @Interval(TICK_MS)
  async tick(): Promise<void> {
    this.ticking ??= this.background
      .run(() => this.work())
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => {
        this.ticking = null;
      });
    await this.ticking;
  }

  async describe(): Promise<ScheduleAnswer> {
    const runs = await listRuns(await this.state.get(), MAX_RUNS);
    const upcoming = [];
    for (const [work, handler] of this.handlers) {
      for (const one of (await handler.upcoming?.()) ?? []) upcoming.push({ work, ...one });
    }
    const now = new Date();
    return {
      now: instantInShanghai(now),
      work: ScheduledWork.options.map((id) => ({
        id,
        label: SCHEDULE[id].label,
        description: SCHEDULE[id].description,
        nextAt: instantInShanghai(nextDue(SCHEDULE[id].cron, now)),
        last: runs.find((run) => run.work === id && run.state !== 'ready') ?? null,
      })),
      upcoming: upcoming.sort((a, b) => (a.on < b.on ? -1 : 1)),
      runs,
    };
  }

  /** Runs work now, by hand. */
  async run(caller: Caller, work: ScheduledWork): Promise<void> {
    const state = await this.state.get();
    // Instants are recorded to the second, each once: a further run within the same second waits for the next.
    while (!(await addRun(state, work, instantInShanghai(), caller.account.displayName)))
      await setTimeout(MS_PER_TRY);
    await change(state, (within) =>
      record(within, actorOf(caller), { action: 'schedule.run', subject: work }),
    );
    // A tick under way may have checked before the run was recorded.
    await this.ticking;
    await this.tick();
  }

  private async work(): Promise<void> {
    const state = await this.state.get();
    const since = await firstStart(state, instantInShanghai());
    for (const work of ScheduledWork.options) {
      const after = new Date((await lastDue(state, work)) ?? since);
      const due = lastMissed(SCHEDULE[work].cron, after, new Date());
      if (due !== null) await addRun(state, work, due);
    }
    while (!this.background.isClosing) {
      const run = await takeRun(state, this.worker);
      if (run === undefined) return;
      await finishRun(state, run, this.worker, await this.outcome(run));
    }
  }

  private async outcome(run: ScheduledRun): Promise<{ ok: boolean; result: Bilingual }> {
    const handler = this.handlers.get(run.work);
    if (handler === undefined) throw new Error(`no module does the scheduled work ${run.work}`);
    try {
      return { ok: true, result: await handler.work() };
    } catch (error) {
      this.logger.error(error);
      return {
        ok: false,
        result: { zh: '运行失败，详情见服务器日志', en: 'failed: see the server’s log' },
      };
    }
  }
}
