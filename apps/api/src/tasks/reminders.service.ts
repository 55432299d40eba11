import { Injectable } from '@nestjs/common';
import { type Bilingual, dayInShanghai, REMINDER_DAYS } from '@skill-ledger/contracts';
import { addReminders, change, listTasks, type Reminder, type StoredTask } from '@skill-ledger/state';
import { ScheduleService, type Upcoming } from '../schedule/schedule.service.ts';
import { StateService } from '../state/state.service.ts';
import { TaskUpkeepService } from './task-upkeep.service.ts';
import { WebHookService } from './web-hook.service.ts';

const MS_A_DAY = 86_400_000;
/** How far ahead the calendar shows reminders. */
const LOOK_AHEAD_DAYS = 14;

/**
 * Reminds of tasks seven and three days before they are due and on the due date; each once, even if the server was down on that
 * day.
 */
@Injectable()
export class RemindersService {
  constructor(
    schedule: ScheduleService,
    private readonly upkeep: TaskUpkeepService,
    private readonly state: StateService,
    private readonly hook: WebHookService,
  ) {
    schedule.register('reminders', { work: () => this.remind(), upcoming: () => this.upcoming() });
  }

  private async remind(): Promise<Bilingual> {
    const closed = await this.upkeep.closeEnded();
    const state = await this.state.get();
    const today = dayInShanghai();
    const tasks = await this.inHand();
    const due = tasks.flatMap((task) => reminderOf(task, today));
    const fresh = await change(state, async (within) => {
      const added = await addReminders(within, due);
      await this.hook.note(within, added);
      return added;
    });
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const told = await this.hook.post(today, byId);
    const forms = fresh.filter(({ task }) => byId.get(task)?.origin.kind === 'form').length;
    return {
      zh: `提醒 ${fresh.length} 项督办（其中自评表 ${forms} 张），自动销号 ${closed} 项${told === null ? '' : `；${told.zh}`}`,
      en: `${fresh.length} reminders given (${forms} of forms), ${closed} tasks closed by themselves${told === null ? '' : `; ${told.en}`}`,
    };
  }

  /** Number of tasks with a reminder on each of the next days. */
  private async upcoming(): Promise<Upcoming[]> {
    const today = dayInShanghai();
    const until = dayInShanghai(new Date(Date.now() + LOOK_AHEAD_DAYS * MS_A_DAY));
    const counts = new Map<string, number>();
    for (const { dueOn } of await this.inHand()) {
      for (const days of REMINDER_DAYS) {
        const on = dayInShanghai(new Date(Date.parse(dueOn) - days * MS_A_DAY));
        if (on > today && on <= until) counts.set(on, (counts.get(on) ?? 0) + 1);
      }
    }
    return [...counts].map(([on, count]) => ({
      on,
      what: { zh: `提醒 ${count} 项督办临近期限`, en: `reminds of ${count} tasks that are due soon` },
    }));
  }

  /** Tasks that their assignees have not handed in yet. */
  private async inHand(): Promise<StoredTask[]> {
    const tasks = await listTasks(await this.state.get());
    return tasks.filter(({ state }) => state === 'open' || state === 'doing');
  }
}

/** The latest reminder that is due; it replaces earlier ones. The last stays due once the day has passed. */
function reminderOf({ id, dueOn }: StoredTask, today: string): Reminder[] {
  const left = Math.round((Date.parse(dueOn) - Date.parse(today)) / MS_A_DAY);
  const days = REMINDER_DAYS.filter((one) => left <= one).at(-1);
  return days === undefined ? [] : [{ task: id, dueOn, days }];
}
