import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type FindingDetail,
  type FindingRow,
  type FindingsAnswer,
  type FindingsQuery,
  isEnded,
  type PayoutJudgement,
  type SupervisionSummary,
} from '@skill-ledger/contracts';
import {
  homeProgramme,
  identifyFindings,
  maskFreeText,
  type Reader,
  readEvidence,
  readFindingsById,
  readJudgedPayout,
  readSummary,
  readWorklist,
} from '@skill-ledger/etl';
import { findingSecret, listCaseEvents, listCaseFiles, listCases } from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, ownUnit, seesPersonalData } from '../http/caller.ts';
import { CurrentSnapshotService, type Preparation } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { isVisibleTo } from './withheld.ts';

/** Ids are computed once per opened snapshot. */
export const withIds = (secret: string): Preparation => ({
  name: `finding ids ${secret}`,
  run: (connection) => identifyFindings(connection, secret),
});

/** Findings as a caller sees them: those of the snapshot, joined with their cases. */
@Injectable()
export class FindingsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
    private readonly purpose: PurposeService,
  ) {}

  async worklist(caller: Caller, query: FindingsQuery): Promise<FindingsAnswer> {
    const cases = await listCases(await this.state.get());
    const reader = await this.reader(caller);
    return this.current.read(
      (connection) => readWorklist(connection, query, cases, reader),
      withIds(reader.secret),
    );
  }

  async summary(caller: Caller): Promise<SupervisionSummary> {
    const cases = await listCases(await this.state.get());
    const reader = await this.reader(caller);
    return this.current.read((connection) => readSummary(connection, cases, reader), withIds(reader.secret));
  }

  /** Those of these findings that the caller may see. */
  async byIds(caller: Caller, ids: string[]): Promise<FindingRow[]> {
    const cases = await listCases(await this.state.get(), ids);
    const reader = await this.reader(caller);
    return this.current.read(
      (connection) => readFindingsById(connection, ids, cases, reader),
      withIds(reader.secret),
    );
  }

  /** Those of these findings that are settled: decided, rectified, or no longer in the data. */
  async ended(ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const state = await this.state.get();
    const cases = await listCases(state, ids);
    const reader = { unit: undefined, account: '', secret: await findingSecret(state) };
    const found = await this.current.read(
      (connection) => readFindingsById(connection, ids, cases, reader),
      withIds(reader.secret),
    );
    const active = new Set(found.filter(({ status }) => !isEnded(status)).map(({ id }) => id));
    return ids.filter((id) => !active.has(id));
  }

  /** @throws NotFoundException if there is none that the caller may see */
  async byId(caller: Caller, id: string): Promise<FindingRow> {
    const [finding] = await this.byIds(caller, [id]);
    if (finding) return finding;
    throw new NotFoundException({ zh: '没有这条线索', en: 'no such finding' });
  }

  /** A finding with its rows, steps and files; access to personal values is logged. @throws NotFoundException */
  async detail(caller: Caller, id: string): Promise<FindingDetail> {
    const state = await this.state.get();
    const unmasked = seesPersonalData(caller);
    const finding = await this.byId(caller, id);
    const { unit, secret } = await this.reader(caller);
    const rows = await this.current.read(
      async (connection) =>
        readEvidence(connection, await homeProgramme(this.config.home), id, { unit, unmasked, secret }),
      withIds(secret),
    );
    const shown = unmasked ? (text: string) => text : maskFreeText;
    const events = (await listCaseEvents(state, id)).filter(isVisibleTo(caller, finding));
    const files = (await listCaseFiles(state, id)).filter(isVisibleTo(caller, finding));
    if (unmasked) await this.purpose.noteView(caller, `finding ${id}`, rows.length);
    return {
      finding,
      rows,
      events: events.map(({ comment, change: { file, ...step }, ...event }) => ({
        ...event,
        change: { ...step, ...(file !== undefined && { file: shown(file) }) },
        comment: comment && shown(comment),
      })),
      files: files.map(({ sha256: _, unit: __, name, ...file }) => ({ ...file, name: shown(name) })),
    };
  }

  /** Whether a payout was right. @throws NotFoundException */
  async payout(caller: Caller, payoutId: string): Promise<PayoutJudgement> {
    const judgement = await this.current.read((connection) =>
      readJudgedPayout(connection, payoutId, ownUnit(caller)),
    );
    if (judgement) return judgement;
    throw new NotFoundException({
      zh: `没有发放编号为 ${payoutId} 的补贴`,
      en: `no payout ${payoutId}`,
    });
  }

  private async reader(caller: Caller): Promise<Reader> {
    const secret = await findingSecret(await this.state.get());
    return { unit: ownUnit(caller), account: caller.account.name, secret };
  }
}
