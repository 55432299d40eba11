import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Bilingual, instantInShanghai } from '@skill-ledger/contracts';
import {
  addRun,
  addToOutbox,
  type Change,
  change,
  freeOutbox,
  type Reminder,
  type StoredTask,
  takeOutbox,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig, type WebHookConfig } from '../config/config.ts';
import { StateService } from '../state/state.service.ts';
import { postSigned } from './post-signed.ts';

/** Longer than all attempts of a round take. */
const LEASE_MS = 5 * 60_000;
/** Interval before unaccepted reminders are posted again. */
const RETRY_MS = 60 * 60_000;

/**
 * Posts reminders to the configured address: numbers, units and days, nothing that may name persons. Unaccepted reminders wait
 * in the state store and are posted again in an hour and with every later round.
 */
@Injectable()
export class WebHookService {
  private readonly logger = new Logger('web hook');

  constructor(
    private readonly state: StateService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {}

  /** Notes new reminders, in the transaction that gives them. */
  async note(within: Change, reminders: Reminder[]): Promise<void> {
    if (this.config.webHook !== undefined) await addToOutbox(within, reminders);
  }

  /**
   * Posts the waiting reminders.
   * @param tasks in hand: reminders of other tasks are dropped
   * @returns the result; null if no address is configured, or nothing waits
   */
  async post(day: string, tasks: Map<string, StoredTask>): Promise<Bilingual | null> {
    const { webHook } = this.config;
    if (webHook === undefined) return null;
    const state = await this.state.get();
    const waiting = await change(state, (within) => takeOutbox(within, LEASE_MS));
    if (waiting.length === 0) return null;
    const told = waiting.filter(({ task, dueOn }) => tasks.get(task)?.dueOn === dueOn);
    const refusal = told.length === 0 ? null : await this.send(webHook, day, told, tasks);
    const settled = refusal === null ? waiting : waiting.filter((one) => !told.includes(one));
    await change(state, (within) => freeOutbox(within, settled));
    if (told.length === 0) return null;
    if (refusal === null) {
      return {
        zh: `外发接口已接收 ${told.length} 项`,
        en: `the web hook accepted ${told.length}`,
      };
    }
    this.logger.warn(`${told.length} reminders not accepted: ${refusal.en}`);
    await addRun(state, 'reminders', instantInShanghai(new Date(Date.now() + RETRY_MS)));
    return {
      zh: `外发接口未接收 ${told.length} 项：${refusal.zh}，一小时后再发`,
      en: `the web hook did not accept ${told.length}: ${refusal.en}; posted again in an hour`,
    };
  }

  private send(
    hook: WebHookConfig,
    day: string,
    told: Reminder[],
    tasks: Map<string, StoredTask>,
  ): Promise<Bilingual | null> {
    const reminders = told.map(({ task, dueOn, days }) => {
      const { number, unit } = tasks.get(task) ?? {};
      return { number, unit, dueOn, days };
    });
    return postSigned(hook, JSON.stringify({ type: 'reminders', day, reminders }));
  }
}
