import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  dayInShanghai,
  type Task,
  type TaskCounts,
  type TaskDetail,
  type TaskEvent,
  type TasksAnswer,
  type TasksQuery,
} from '@skill-ledger/contracts';
import { anyProgramme, maskFreeText, workingDays } from '@skill-ledger/etl';
import {
  findTask,
  listReminded,
  listTaskEvents,
  listTaskFiles,
  listTasks,
  originKey,
  type StoredTask,
} from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, ownUnit, seesPersonalData } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { OriginsService } from './origins.service.ts';
import { plainText } from './task-text.ts';
import { countByUnit, type Today, viewOf, waitsFor } from './task-view.ts';

const MS_A_DAY = 86_400_000;

/** Tasks as shown to a caller. */
@Injectable()
export class TasksService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly origins: OriginsService,
    private readonly purpose: PurposeService,
  ) {}

  async list(caller: Caller, query: TasksQuery): Promise<TasksAnswer> {
    const today = await this.today();
    const stored = (await listTasks(await this.state.get(), { unit: ownUnit(caller) })).filter(
      (task) => query.about === undefined || originKey(task.origin, task.unit) === query.about,
    );
    const all = await this.view(caller, stored, today);
    const { units } = await anyProgramme(this.config.home);
    return {
      today: today.day,
      tasks: all.filter((task) => isAsked(task, query, caller)),
      units: countByUnit(
        all,
        units.map(({ name }) => name),
      ),
    };
  }

  /** Counts and reminders of the header. */
  async counts(caller: Caller): Promise<TaskCounts> {
    const today = await this.today();
    const state = await this.state.get();
    const active = (await listTasks(state, { unit: ownUnit(caller) })).filter(
      (task) => task.state !== 'closed',
    );
    const tasks = active.map((task) => viewOf(caller, task, false, today));
    const mine = tasks.filter((task) => task.isMine && task.state !== 'handedIn');
    const reminded = await listReminded(state);
    return {
      mine: mine.length,
      overdue: mine.filter(({ light }) => light === 'overdue').length,
      toCheck: tasks.filter((task) => task.state === 'handedIn' && waitsFor(caller, task)).length,
      reminders: mine
        .filter(({ id }) => reminded.has(id))
        .map(({ id, number, text, dueOn }) => ({
          task: id,
          number,
          text,
          dueOn,
          daysLeft: Math.round((Date.parse(dueOn) - Date.parse(today.day)) / MS_A_DAY),
        })),
    };
  }

  /** A task with its steps and files, whose names are masked without a purpose. @throws NotFoundException */
  async detail(caller: Caller, id: string): Promise<TaskDetail> {
    const stored = await this.find(caller, id);
    const [task] = await this.view(caller, [stored], await this.today());
    if (task === undefined) throw noTask();
    const state = await this.state.get();
    const [events, files] = [await listTaskEvents(state, id), await listTaskFiles(state, id)];
    const unmasked = seesPersonalData(caller);
    if (unmasked && files.length > 0) await this.purpose.noteView(caller, `task ${id}`, files.length);
    return {
      task,
      events: unmasked ? events : events.map(maskedEvent),
      files: unmasked ? files : files.map((file) => ({ ...file, name: maskFreeText(file.name) })),
      now: await this.origins.now(stored.origin),
      plainText: plainText(task),
    };
  }

  /** A task within the caller's reach. @throws NotFoundException */
  async find(caller: Caller, id: string): Promise<StoredTask> {
    const task = await findTask(await this.state.get(), id);
    const unit = ownUnit(caller);
    if (task === undefined || (unit !== undefined && task.unit !== unit)) throw noTask();
    return task;
  }

  async today(): Promise<Today> {
    return { day: dayInShanghai(), workingDays: workingDays(await anyProgramme(this.config.home)) };
  }

  private async view(caller: Caller, tasks: StoredTask[], today: Today): Promise<Task[]> {
    const views: Task[] = [];
    for (const task of tasks) {
      const isBehind = task.state !== 'closed' && (await this.origins.isBehind(task.origin));
      views.push(viewOf(caller, task, isBehind, today));
    }
    return views;
  }
}

/** Names of files are free text. */
const maskedEvent = (event: TaskEvent): TaskEvent =>
  event.action === 'attach' ? { ...event, detail: event.detail && maskFreeText(event.detail) } : event;

function isAsked(task: Task, query: TasksQuery, caller: Caller): boolean {
  const { scope, state, active, light, unit, origin, search } = query;
  return (
    (scope === 'all' || (scope === 'given' ? task.isGivenByMe : waitsFor(caller, task) || task.isMine)) &&
    (state === undefined || task.state === state) &&
    (active === undefined || task.state !== 'closed') &&
    (light === undefined || task.light === light) &&
    (unit === undefined || task.unit === unit) &&
    (origin === undefined || task.origin.kind === origin) &&
    (search === undefined || task.text.includes(search) || task.number.includes(search))
  );
}

const noTask = (): NotFoundException =>
  new NotFoundException({
    zh: '没有这项督办，或它不属于本单位',
    en: 'there is no such task, or it is not your unit’s',
  });
