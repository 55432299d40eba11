import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { dayInShanghai, type GivenOrigin, type TaskAction } from '@skill-ledger/contracts';
import { anyProgramme, homeInfo } from '@skill-ledger/etl';
import { findTask, listTasks, type StoredTask } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { clerkOf, LEADER, OFFICE } from '../evaluations/demo-callers.ts';
import { DemoEvaluationsService } from '../evaluations/demo-evaluations.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';
import { GIVEN, RECTIFIED } from './demo-story.ts';
import { GiveService } from './give.service.ts';
import { TaskStepsService } from './task-steps.service.ts';

const DAY_MS = 86_400_000;

/**
 * Tasks of a demonstration: those created by its self-evaluations, with realistic answers, and some given by users. All are
 * created through the same services as real ones.
 */
@Injectable()
export class DemoTasksService implements OnApplicationBootstrap {
  private readonly logger = new Logger('demo');
  private made: Promise<void> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly evaluations: DemoEvaluationsService,
    private readonly giving: GiveService,
    private readonly steps: TaskStepsService,
    private readonly background: BackgroundService,
  ) {}

  /** The demonstration is ready before its pages are looked at. */
  onApplicationBootstrap(): void {
    void this.ensure().catch((error: unknown) => this.logger.warn(error));
  }

  /** Creates them once; nothing outside a demonstration, or once the server is closing. */
  ensure(): Promise<void> {
    return this.background.run(() => this.makeOnce());
  }

  private async makeOnce(): Promise<void> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await this.current.currentId()) === null) return;
    this.made ??= this.make().catch((error: unknown) => {
      this.made = undefined;
      throw error;
    });
    await this.made;
  }

  private async make(): Promise<void> {
    await this.evaluations.ensure();
    const tasks = await listTasks(await this.state.get());
    if (tasks.some(({ origin }) => origin.kind === 'figure')) return;
    const rectified = tasks.filter(({ origin }) => origin.kind === 'rectification');
    for (const [index, task] of rectified.entries()) {
      await this.take(task, RECTIFIED[index % RECTIFIED.length] ?? []);
    }
    await this.give();
  }

  private async give(): Promise<void> {
    const { units } = await anyProgramme(this.config.home);
    for (const { kind, origin, text, dueInDays, importance, by, skip, stories } of GIVEN) {
      const dueOn = dayInShanghai(new Date(Date.now() + dueInDays * DAY_MS));
      const chosen = units.filter((unit) => unit.kind === kind).slice(skip, skip + stories.length);
      for (const [index, { name }] of chosen.entries()) {
        const about = ofUnit(origin, kind, name);
        const caller = by === 'leader' ? LEADER : OFFICE;
        const wanted = { origin: about, text, dueOn, importance, units: [name] };
        const { ids } = await this.giving.give(caller, wanted);
        const task = await findTask(await this.state.get(), ids[0] ?? '');
        if (task) await this.take(task, stories[index] ?? []);
      }
    }
  }

  /** Takes steps one after the other: the unit's own by its clerk, the others by the office. */
  private async take({ id, unit }: StoredTask, steps: [TaskAction, string][]): Promise<void> {
    for (const [action, comment] of steps) {
      const task = await findTask(await this.state.get(), id);
      if (!task) return;
      const isOwn = action === 'start' || action === 'handIn' || action === 'reply';
      const caller = isOwn ? clerkOf(unit ?? '') : OFFICE;
      await this.steps.step(caller, { tasks: [{ id, seen: task.version }], action, comment });
    }
  }
}

/** A figure narrowed to the unit, or the unit's score. */
function ofUnit(origin: GivenOrigin, kind: 'department' | 'town', unit: string): GivenOrigin {
  if (origin.kind === 'figure') return { ...origin, filters: { [kind]: [unit] } };
  return origin.kind === 'score' ? { ...origin, unit } : origin;
}
