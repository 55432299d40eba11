import { ConflictException, Inject, Injectable } from '@nestjs/common';
import { anyProgramme, exportColumns, readPayoutRows } from '@skill-ledger/etl';
import { listObjections, listRows } from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { pathOfNotice, resultsOf } from './notice-views.ts';
import { NoticesService } from './notices.service.ts';

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
   * A row whose class, number of persons or amount was corrected since is left out: what it says now was not shown.
   * @throws NotFoundException, ConflictException, ForbiddenException if no purpose is stated
   */
  async write(caller: Caller, id: string, origin: string): Promise<Export> {
    this.purpose.refuseUnstated(caller);
    const notice = await this.notices.ended(id);
    const state = await this.state.get();
    const shown = await listRows(state, id);
    const results = resultsOf(notice, shown, await listObjections(state, id));
    const clear = shown.filter(({ nth }) => results.get(nth) === 'clear');
    const columns = (await anyProgramme(this.config.home)).columns.filter(({ kind }) => kind === 'payouts');
    const ids = clear.map(({ payout }) => payout);
    const found = await this.current.read((connection) => readPayoutRows(connection, columns, ids));
    const inForce = clear.filter((row) => isAsShown(row, columns, found.get(row.payout)));
    if (inForce.length === 0) throw nothingClear();
    const days: Record<string, string> = { notice_from: notice.startsOn, notice_until: notice.endsOn };
    const title = '补贴发放';
    const filters = [`公示：${id}`];
    const described = describeExport(caller, {
      ...{ title, filters, snapshot: await this.current.requireId(), unmasked: true, origin },
      view: pathOfNotice(id),
    });
    const left: [string, string][] = [
      ['公示后已更正或移出、未列入的行', String(clear.length - inForce.length)],
    ];
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
      rows: inForce.map(({ payout }) =>
        columns.map(({ field }, at) => days[field] ?? statusOf(field, found.get(payout)?.[at] ?? null)),
      ),
    };
  }
}

/** Whether a payout in force is the one that was shown; false if it is no longer in the ledger. */
function isAsShown(
  row: Awaited<ReturnType<typeof listRows>>[number],
  columns: { field: string }[],
  cells: (string | null)[] | undefined,
): boolean {
  const cell = (name: string) => cells?.[columns.findIndex(({ field }) => field === name)];
  return (
    cell('class_id') === row.class && cell('persons') === String(row.persons) && cell('amount') === row.amount
  );
}

/** What was waiting for its notice has been shown by now. */
const statusOf = (field: string, cell: string | null): string | null =>
  field === 'payout_status' && cell === '待公示' ? '公示中' : cell;

const nothingClear = (): ConflictException =>
  new ConflictException({
    zh: '没有公示无异议的补贴仍在台账中；请查看公示结果',
    en: 'no payout of the ledger was shown to the end without objection: see the result',
  });
