import { Injectable } from '@nestjs/common';
import { type Bilingual, dayInShanghai } from '@skill-ledger/contracts';
import { removeRunsBefore } from '@skill-ledger/state';
import { StateService } from '../state/state.service.ts';
import { ScheduleService } from './schedule.service.ts';

const KEPT_DAYS = 92;

/** Removes what the schedule no longer needs. */
@Injectable()
export class CleaningService {
  constructor(
    schedule: ScheduleService,
    private readonly state: StateService,
  ) {
    schedule.register('cleaning', () => this.clean());
  }

  private async clean(): Promise<Bilingual> {
    const before = dayInShanghai(new Date(Date.now() - KEPT_DAYS * 86_400_000));
    const removed = await removeRunsBefore(await this.state.get(), before);
    return { zh: `删除日程记录 ${removed} 条`, en: `${removed} entries removed` };
  }
}
