import { ConflictException, Inject, Injectable } from '@nestjs/common';
import { anyProgramme, exportColumns, readPayoutRows } from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { pathOfNotice } from './notice-views.ts';
import { NoticesService } from './notices.service.ts';
import { ShownPayoutsService } from './shown-payouts.service.ts';

/** The ledger of payouts with the days of a notice that is over, to be loaded as it is. */
@Injectable()
export class NoticeLedgerService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
    private readonly notices: NoticesService,
    private readonly shownPayouts: ShownPayoutsService,
  ) {}

  /**
   * Rows that were shown to the end without objection, as they are in force, with 公示开始日期 and 公示结束日期 filled in.
   * A row whose class, number of persons, amount or payee was corrected since is left out: what it says now was not shown.
   * @throws NotFoundException, ConflictException, ForbiddenException if no purpose is stated
   */
  async write(caller: Caller, id: string, origin: string): Promise<Export> {
    this.purpose.refuseUnstated(caller);
    const notice = await this.notices.ended(id);
    const { inForce, corrected, arePayeesCompared } = await this.shownPayouts.clearOf(notice);
    if (inForce.length === 0) throw nothingClear();
    const columns = (await anyProgramme(this.config.home)).columns.filter(({ kind }) => kind === 'payouts');
    const found = await this.current.read((connection) => readPayoutRows(connection, columns, inForce));
    const days: Record<string, string> = { notice_from: notice.startsOn, notice_until: notice.endsOn };
    const title = '补贴发放';
    const filters = [`公示：${id}`];
    const described = describeExport(caller, {
      ...{ title, filters, snapshot: await this.current.requireId(), unmasked: true, origin },
      view: pathOfNotice(id),
    });
    const left: [string, string][] = [['公示后已更正或移出、未列入的行', String(corrected.length)]];
    if (!arePayeesCompared)
      left.push(['收款方', `公示所用的快照 ${notice.snapshot} 已不在，未核对收款方是否更正`]);
    await this.purpose.noteExport(caller, `payouts ${id}.xlsx`);
    return {
      table: {
        title,
        columns: exportColumns(
          { columns },
          columns.map(({ label }) => label),
        ),
        ...described,
        notes: [...described.notes, ...left],
      },
      name: nameOfExport(caller, [title, '公示日期'], filters, notice.endsOn),
      rows: inForce.map((payout) =>
        columns.map(({ field }, at) => days[field] ?? statusOf(field, found.get(payout)?.[at] ?? null)),
      ),
    };
  }
}

/** What was waiting for its notice has been shown by now. */
const statusOf = (field: string, cell: string | null): string | null =>
  field === 'payout_status' && cell === '待公示' ? '公示中' : cell;

const nothingClear = (): ConflictException =>
  new ConflictException({
    zh: '公示无异议的补贴都已更正或移出台账，或没有公示无异议的补贴；请查看公示结果，已更正的可重新公示',
    en: 'every payout that was shown to the end without objection was corrected or removed since, or there is none: see the result; corrected ones can be shown again',
  });
