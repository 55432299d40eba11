import { Inject, Injectable, Logger } from '@nestjs/common';
import { dayInShanghai, type NoticeChoice } from '@skill-ledger/contracts';
import { homeInfo } from '@skill-ledger/etl';
import { fileObjection, listNotices, listObjections, searchRows } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { OFFICE } from '../evaluations/demo-callers.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { NoticesService, noticeBy } from './notices.service.ts';

/** Objections to the list that runs: to its first rows, the last to all of it. */
const OBJECTIONS = [
  {
    text: '这名学员六月起在外地工作，结业考核当天没有到场。',
    answer: '已核对签到表和考核录像，本人到场参加考核，异议不成立。',
    outcome: 'dismiss',
  },
  {
    text: '同一个人在另一个镇街的同类班级已经领过一次补贴。',
    answer: '经比对，同工种同等级补贴已于去年发放，本笔不予发放。',
    outcome: 'uphold',
  },
  { text: '班级名单里有人没有上满课时，请核对考勤记录。' },
] as const;

/** Payouts of a list that is neither trifling nor endless. */
const FITTING = [10, 2000] as const;

/** The name lists of a demonstration: one that runs, with objections, and one that was taken down. By the same services. */
@Injectable()
export class DemoNoticesService {
  private readonly logger = new Logger('demo');
  private made: Promise<void> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly notices: NoticesService,
  ) {}

  /** Made when they are first asked for; nothing outside of a demonstration, or before its first load. */
  async ensure(): Promise<void> {
    if (this.made === undefined && !(await this.isLacking())) return;
    // A year without a calendar leaves the demonstration without lists.
    this.made ??= this.make().catch((error: unknown) => this.logger.error(error));
    await this.made;
  }

  private async isLacking(): Promise<boolean> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await this.current.currentId()) === null) return false;
    return (await listNotices(await this.state.get())).length === 0;
  }

  private async make(): Promise<void> {
    const { choices } = await this.notices.list();
    const [least, most] = FITTING;
    const units = choices.filter(({ kind }) => kind === 'unit');
    const scope = units.find(({ payouts }) => payouts >= least && payouts <= most) ?? units[0];
    if (scope === undefined) return;
    const withdrawn = await this.openFirst(choices.filter(({ kind }) => kind === 'class'));
    if (withdrawn) {
      const comment = '名单所附金额有误，更正后重新公示。';
      await this.notices.step(noticeBy(OFFICE), withdrawn, { action: 'stop', seen: 1, comment });
    }
    const { kind, value } = scope;
    await this.object(await this.notices.open(noticeBy(OFFICE), { scope: { kind, value } }));
  }

  private async openFirst([first]: NoticeChoice[]): Promise<string | null> {
    if (first === undefined) return null;
    const { kind, value } = first;
    return this.notices.open(noticeBy(OFFICE), { scope: { kind, value } });
  }

  private async object(id: string): Promise<void> {
    const state = await this.state.get();
    const rows = await searchRows(state, id, { names: [], last4: '', classId: '' }, OBJECTIONS.length);
    for (const [at, { text }] of OBJECTIONS.entries()) {
      const isLast = at === OBJECTIONS.length - 1;
      const row = isLast ? '' : (rows[at]?.key ?? '');
      await fileObjection(
        state,
        id,
        { row, text, contact: '' },
        await this.notices.answerBy(dayInShanghai()),
      );
    }
    const filed = await listObjections(state, id);
    for (const story of OBJECTIONS) {
      const own = filed.find(({ text }) => text === story.text);
      if (own === undefined || !('outcome' in story)) continue;
      const step = { action: story.outcome, seen: own.version, comment: story.answer };
      await this.notices.stepObjection(noticeBy(OFFICE), id, own.id, step);
    }
  }
}
