import { Injectable } from '@nestjs/common';
import { dayInShanghai } from '@skill-ledger/contracts';
import { endNotices, listNotices } from '@skill-ledger/state';
import { ScheduleService } from '../schedule/schedule.service.ts';
import { StateService } from '../state/state.service.ts';

/** Closes notices whose last day has passed, and deletes the names of their lists. */
@Injectable()
export class NoticeScheduleService {
  constructor(
    schedule: ScheduleService,
    private readonly state: StateService,
  ) {
    schedule.register('notices', { work: () => this.work(), upcoming: () => this.upcoming() });
  }

  private async work() {
    const ended = await endNotices(await this.state.get(), dayInShanghai());
    return {
      zh: `期满 ${ended.join('、') || '无'}`,
      en: `ended ${ended.join(', ') || 'none'}`,
    };
  }

  private async upcoming() {
    const running = (await listNotices(await this.state.get())).filter(({ state }) => state === 'running');
    return running.map(({ id, endsOn }) => ({
      on: endsOn,
      what: { zh: `公示 ${id} 的最后一天`, en: `last day of notice ${id}` },
    }));
  }
}
