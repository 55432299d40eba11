import { Inject, Injectable } from '@nestjs/common';
import { dayInShanghai, type NoticeRow, noticeStateOn } from '@skill-ledger/contracts';
import { anyProgramme, readShownPayouts, snapshotIds, withSnapshot } from '@skill-ledger/etl';
import { listNotices, listObjections, listRows, type StoredNotice } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { resultsOf } from './notice-views.ts';

/** Payouts that were shown to the end without objection, and what the ledger says of them now. */
export interface ClearPayouts {
  /** 发放编号 of those that still say what was shown, in the order of the list. */
  inForce: string[];
  /** Of those whose class, number of persons, amount or payee was corrected since, or that left the ledger. */
  corrected: string[];
  /** False if the snapshot that the list was opened on is no longer there. */
  arePayeesCompared: boolean;
}

/** Compares what lists have shown of payouts with the ledger in force. */
@Injectable()
export class ShownPayoutsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
  ) {}

  /**
   * The rows of a notice that is over which were shown to the end without objection.
   * Payees are compared as they were shown, masked; the list itself keeps none, so they are read from the snapshot it was opened on, as long
   * as that is there.
   * @param only payouts that are asked for; all unless given
   */
  async clearOf(notice: StoredNotice, only?: ReadonlySet<string>): Promise<ClearPayouts> {
    const state = await this.state.get();
    const shown = (await listRows(state, notice.id)).filter(({ payout }) => only?.has(payout) ?? true);
    if (shown.length === 0) return { inForce: [], corrected: [], arePayeesCompared: true };
    const results = resultsOf(notice, shown, await listObjections(state, notice.id));
    const clear = shown.filter(({ nth }) => results.get(nth) === 'clear');
    const ids = clear.map(({ payout }) => payout);
    const programme = await anyProgramme(this.config.home);
    const now = await this.current.read((connection) => readShownPayouts(connection, programme, ids));
    const before = await this.asOpened(notice, ids);
    const isInForce = (row: (typeof clear)[number]): boolean => {
      const own = now.get(row.payout);
      return own !== undefined && isSame(own, { ...own, ...before?.get(row.payout), ...row });
    };
    const inForce = clear.filter(isInForce).map(({ payout }) => payout);
    const kept = new Set(inForce);
    return {
      inForce,
      corrected: ids.filter((id) => !kept.has(id)),
      arePayeesCompared: before !== null,
    };
  }

  /** Those payouts that lists which are over have shown, none of them as they are now: they can be shown again. */
  async corrected(payouts: ReadonlySet<string>): Promise<Set<string>> {
    const today = dayInShanghai();
    const notices = await listNotices(await this.state.get());
    const found = { inForce: new Set<string>(), corrected: new Set<string>() };
    for (const notice of notices.filter((one) => noticeStateOn(one, today) === 'ended')) {
      const { inForce, corrected } = await this.clearOf(notice, payouts);
      for (const payout of inForce) found.inForce.add(payout);
      for (const payout of corrected) found.corrected.add(payout);
    }
    return new Set([...found.corrected].filter((payout) => !found.inForce.has(payout)));
  }

  /** What a list showed of payouts when it was opened; null if its snapshot is no longer there. */
  private async asOpened({ snapshot }: StoredNotice, ids: string[]): Promise<Map<string, NoticeRow> | null> {
    const { home } = this.config;
    if (!(await snapshotIds(home)).includes(snapshot)) return null;
    const programme = await anyProgramme(home);
    return withSnapshot(home, snapshot, (connection) => readShownPayouts(connection, programme, ids));
  }
}

type Compared = Pick<NoticeRow, 'class' | 'persons' | 'amount' | 'name' | 'idNumber'>;

const isSame = (one: Compared, other: Compared): boolean =>
  one.class === other.class &&
  one.persons === other.persons &&
  one.amount === other.amount &&
  one.name === other.name &&
  one.idNumber === other.idNumber;
