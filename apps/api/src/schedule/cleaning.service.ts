import { Inject, Injectable } from '@nestjs/common';
import { type Bilingual, dayInShanghai } from '@skill-ledger/contracts';
import { pruneSnapshots } from '@skill-ledger/etl';
import { namedSnapshots, removeRunsBefore } from '@skill-ledger/state';
import { KEPT_SNAPSHOTS, SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { StateService } from '../state/state.service.ts';
import { ScheduleService } from './schedule.service.ts';

const KEPT_DAYS = 92;
/** How long to wait for a load under way. */
const WAIT_MS = 10 * 60_000;

/** Removes entries of the schedule and snapshots that are no longer needed. */
@Injectable()
export class CleaningService {
  constructor(
    schedule: ScheduleService,
    private readonly state: StateService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {
    schedule.register('cleaning', () => this.clean());
  }

  private async clean(): Promise<Bilingual> {
    const state = await this.state.get();
    const before = dayInShanghai(new Date(Date.now() - KEPT_DAYS * 86_400_000));
    const removed = await removeRunsBefore(state, before);
    const { home, keptSnapshots: newest = KEPT_SNAPSHOTS } = this.config;
    const pruned = await pruneSnapshots(
      home,
      { newest, named: await namedSnapshots(state) },
      { waitMs: WAIT_MS },
    );
    const ids = pruned.length > 0 ? `：${pruned.join('、')}` : '';
    return {
      zh: `删除日程记录 ${removed} 条、旧快照 ${pruned.length} 个${ids}`,
      en: `${removed} entries and ${pruned.length} old snapshots removed${pruned.length > 0 ? `: ${pruned.join(', ')}` : ''}`,
    };
  }
}
