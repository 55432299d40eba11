import { ConflictException, Inject, Injectable } from '@nestjs/common';
import { anyProgramme, type ExportColumn, readPayoutRows } from '@skill-ledger/etl';
import { listObjections, listRows } from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { resultsOf } from './notice-views.ts';
import { NoticesService } from './notices.service.ts';

/** Kinds of cells by the type of their column; all others are texts. */
const KINDS: Record<string, ExportColumn['kind']> = {
  date: 'day',
  money: 'money',
  count: 'number',
};

/** The ledger of payouts with the days of a notice that is over, to be loaded as it is. */
@Injectable()
export class NoticeLedgerService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
    private readonly notices: NoticesService,
  ) {}

  /**
   * Rows that were shown to the end without objection, as they are in force, with 公示开始日期 and 公示结束日期 filled in.
   * @throws NotFoundException, ConflictException, ForbiddenException if no purpose is stated
   */
  async write(caller: Caller, id: string, origin: string): Promise<Export> {
    this.purpose.refuseUnstated(caller);
    const notice = await this.notices.ended(id);
    await this.purpose.noteExport(caller, `notice ${id}`);
    const state = await this.state.get();
    const shown = await listRows(state, id);
    const results = resultsOf(notice, shown, await listObjections(state, id));
    const clear = shown.filter(({ nth }) => results.get(nth) === 'clear').map(({ payout }) => payout);
    const columns = (await anyProgramme(this.config.home)).columns.filter(({ kind }) => kind === 'payouts');
    const found = await this.current.read((connection) => readPayoutRows(connection, columns, clear));
    const days: Record<string, string> = { notice_from: notice.startsOn, notice_until: notice.endsOn };
    const rows = clear.flatMap((payout) => {
      const cells = found.get(payout);
      if (!cells) return [];
      return [columns.map(({ field }, at) => days[field] ?? statusOf(field, cells[at] ?? null))];
    });
    if (rows.length === 0) throw nothingClear();
    const title = '补贴发放';
    const filters = [`公示：${id}`];
    const described = describeExport(caller, {
      ...{ title, filters, asOf: notice.endsOn, unmasked: true, origin },
      view: `/notices/${id}`,
    });
    return {
      table: {
        title,
        columns: columns.map(({ label, type }): ExportColumn => ({ label, kind: KINDS[type] ?? 'text' })),
        ...described,
      },
      name: nameOfExport(caller, [title, '公示日期'], filters, notice.endsOn),
      rows,
    };
  }
}

/** What was waiting for its notice has been shown by now. */
const statusOf = (field: string, cell: string | null): string | null =>
  field === 'payout_status' && cell === '待公示' ? '公示中' : cell;

const nothingClear = (): ConflictException =>
  new ConflictException({
    zh: '没有公示无异议的补贴仍在台账中；请查看公示结果',
    en: 'no payout of the ledger was shown to the end without objection: see the result',
  });
