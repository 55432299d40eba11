import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Bilingual, dayInShanghai, REMINDER_DAYS } from '@skill-ledger/contracts';
import { addReminders, change, listTasks, type Reminder, type StoredTask } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { ScheduleService } from '../schedule/schedule.service.ts';
import { StateService } from '../state/state.service.ts';
import { TaskUpkeepService } from './task-upkeep.service.ts';

const MS_A_DAY = 86_400_000;
const HOOK_TIMEOUT_MS = 10_000;

/** Reminds of tasks at seven, three and no days left; each once, also where the server was down on the day. */
@Injectable()
export class RemindersService {
  private readonly logger = new Logger('reminders');

  constructor(
    schedule: ScheduleService,
    private readonly upkeep: TaskUpkeepService,
    private readonly state: StateService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {
    schedule.register('reminders', () => this.remind());
  }

  private async remind(): Promise<Bilingual> {
    const closed = await this.upkeep.closeEnded();
    const state = await this.state.get();
    const today = dayInShanghai();
    const tasks = (await listTasks(state)).filter((task) => task.state === 'open' || task.state === 'doing');
    const due = tasks.flatMap((task) => reminderOf(task, today));
    const fresh = await change(state, (within) => addReminders(within, due));
    const byId = new Map(tasks.map((task) => [task.id, task]));
    await this.callHook(
      today,
      fresh.flatMap(({ task, days }) => {
        const known = byId.get(task);
        return known ? [{ number: known.number, unit: known.unit, dueOn: known.dueOn, days }] : [];
      }),
    );
    return {
      zh: `提醒 ${fresh.length} 项督办，自动销号 ${closed} 项`,
      en: `${fresh.length} reminders given, ${closed} tasks closed by themselves`,
    };
  }

  /** Tells the configured address: numbers, units and days, nothing that may name persons. */
  private async callHook(day: string, reminders: object[]): Promise<void> {
    const { webHook } = this.config;
    if (webHook === undefined || reminders.length === 0) return;
    const body = JSON.stringify({ type: 'reminders', day, reminders });
    const signature = createHmac('sha256', webHook.secret).update(body).digest('hex');
    await fetch(webHook.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-skill-ledger-signature': `sha256=${signature}` },
      signal: AbortSignal.timeout(HOOK_TIMEOUT_MS),
      redirect: 'error',
    }).catch((error: unknown) => this.logger.warn(`the web hook did not answer: ${String(error)}`));
  }
}

/** The nearest reminder that is due; those of more days are past with it. */
function reminderOf({ id, dueOn }: StoredTask, today: string): Reminder[] {
  const left = Math.round((Date.parse(dueOn) - Date.parse(today)) / MS_A_DAY);
  const days = REMINDER_DAYS.filter((one) => left <= one).at(-1);
  return days === undefined || left < 0 ? [] : [{ task: id, dueOn, days }];
}
