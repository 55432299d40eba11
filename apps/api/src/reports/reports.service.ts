import { ConflictException, ForbiddenException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  dayInShanghai,
  instantInShanghai,
  periodName,
  REPORT_STEPS,
  type ReportAction,
  ReportAction as ReportActions,
  type ReportCorrectionRequest,
  type ReportDetail,
  type ReportStepRequest,
  type ReportSummary,
  type ReportsAnswer,
  type ReportTextsRequest,
  reportRefusal,
  type WriteReportRequest,
} from '@skill-ledger/contracts';
import { composeReport, draftedTexts, homeProgramme, periodsOf, type ReportFacts } from '@skill-ledger/etl';
import {
  addReport,
  type Change,
  change,
  findReport,
  listCorrections,
  listReportFiles,
  listReports,
  NO_ACCOUNT,
  type ReportChange,
  readReportBasis,
  record,
  StaleReport,
  type StoredReport,
  stepReport,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, authorOf, type Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { ReportFactsService } from './report-facts.service.ts';

/** Quarterly and annual reports: written from the snapshot, edited, reviewed, corrected. */
@Injectable()
export class ReportsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly facts: ReportFactsService,
  ) {}

  async list(): Promise<ReportsAnswer> {
    const { facts } = await homeProgramme(this.config.home);
    const today = dayInShanghai();
    const reports = await listReports(await this.state.get());
    return {
      reports: reports.map(summaryOf),
      periods: periodsOf(facts)
        .filter(({ from }) => from <= today)
        .map(({ id, from, to }) => ({ period: id, from, to }))
        .sort((a, b) => (a.to === b.to ? 0 : a.to < b.to ? 1 : -1)),
    };
  }

  /** @throws NotFoundException */
  async find(id: string): Promise<StoredReport> {
    const report = await findReport(await this.state.get(), id);
    if (report) return report;
    throw new NotFoundException({ zh: '没有这份报告', en: 'there is no such report' });
  }

  /** @throws NotFoundException */
  async detail(caller: Caller, id: string): Promise<ReportDetail> {
    const report = await this.find(id);
    const state = await this.state.get();
    // A draft whose snapshot was removed can still be renewed.
    const facts = await this.facts.read(report).catch((error: unknown) => {
      if (error instanceof ConflictException) return null;
      throw error;
    });
    const isFinal = report.state === 'final';
    const corrections = (await listCorrections(state)).filter((one) => one.report === id);
    return {
      ...summaryOf(report),
      title: facts === null ? report.period : titleOf(facts),
      problems: report.problems,
      measures: report.measures,
      drafted: facts === null ? null : draftedTexts(facts, 'zh'),
      outdated: !isFinal && report.snapshot !== (await this.current.currentId()),
      files: await listReportFiles(state, id),
      corrections: corrections.map(({ at, by, text }) => ({ at, by, text })),
      steps: ReportActions.options.filter((action) => refusalOf(caller, report, action) === null),
    };
  }

  /**
   * Writes the draft of a period from the current snapshot.
   * @param caller null for the schedule
   * @throws ConflictException where the period has a draft; HttpException 422 for a period without data
   */
  async write(caller: Caller | null, { period: id, asOf }: WriteReportRequest): Promise<string> {
    const period = await this.facts.periodOf(id);
    const until = asOf !== undefined && asOf < period.to ? asOf : period.to;
    const fresh = await this.fresh({ period: id, from: period.from, asOf: until });
    const written = await change(await this.state.get(), async (within) => {
      const { from, kind } = period;
      const report = { ...{ period: id, kind, from, asOf: until, scheduled: caller === null }, ...fresh };
      const added = await addReport(within, report, caller && authorOf(caller));
      if (added !== null) {
        await record(within, caller ? actorOf(caller) : NO_ACCOUNT, {
          ...{ action: 'report.write', subject: id },
          detail: { report: added, snapshot: fresh.snapshot },
        });
      }
      return added;
    });
    if (written !== null) return written;
    throw new ConflictException({
      zh: `${periodName(id).zh}已有未定稿的报告；请在其上修改，或先定稿`,
      en: `${periodName(id).en} has a report that is not final: edit it, or finalise it first`,
    });
  }

  /** Texts in place of the drafted ones. @throws HttpException 422 for personal numbers; ConflictException */
  async edit(caller: Caller, id: string, { seen, problems, measures }: ReportTextsRequest): Promise<void> {
    refusePersonalNumbers({ problems: problems ?? '', measures: measures ?? '' });
    const texts_account = problems === null && measures === null ? null : caller.account.name;
    await this.step(caller, id, 'edit', seen, { problems, measures, texts_account });
  }

  /** Renews figures and decisions from the current snapshot; texts are kept. @throws as `write` */
  async renew(caller: Caller, id: string, { seen }: ReportStepRequest): Promise<void> {
    await this.step(caller, id, 'renew', seen, await this.fresh(await this.find(id)));
  }

  async review(caller: Caller, id: string, { seen }: ReportStepRequest): Promise<void> {
    const reviewed = { reviewed_by: caller.account.displayName, reviewed_at: instantInShanghai() };
    await this.step(caller, id, 'review', seen, reviewed);
  }

  async giveBack(caller: Caller, id: string, { seen }: ReportStepRequest): Promise<void> {
    await this.step(caller, id, 'return', seen, { reviewed_by: null, reviewed_at: null });
  }

  /** Records a correction of a final report; the next report mentions it. */
  async correct(caller: Caller, id: string, { seen, text }: ReportCorrectionRequest): Promise<void> {
    refusePersonalNumbers({ text });
    await this.step(caller, id, 'correct', seen, {}, { comment: text });
  }

  /**
   * The one place where a report goes from state to state.
   * @throws ForbiddenException, ConflictException where the step cannot be taken now
   */
  async step(
    caller: Caller,
    id: string,
    action: ReportAction,
    seen: number,
    changes: ReportChange,
    { comment, also }: { comment?: string; also?: (within: Change) => Promise<void> } = {},
  ): Promise<void> {
    await change(await this.state.get(), async (within) => {
      const report = await findReport(within, id);
      if (!report) throw new NotFoundException({ zh: '没有这份报告', en: 'there is no such report' });
      refuseStep(caller, report, action);
      const event = { action, author: authorOf(caller), ...(comment !== undefined && { comment }) };
      await stepReport(within, { id, seen, to: REPORT_STEPS[action].to }, changes, event);
      await also?.(within);
      await record(within, actorOf(caller), {
        ...{ action: `report.${action}`, subject: report.period },
        detail: { report: id, from: report.state, to: REPORT_STEPS[action].to },
      });
    }).catch((error: unknown) => {
      throw error instanceof StaleReport ? stale() : error;
    });
  }

  /** The current snapshot and basis for a report. */
  private async fresh({ period, from, asOf }: Pick<StoredReport, 'period' | 'from' | 'asOf'>) {
    const snapshot = await this.current.requireId();
    const basis = JSON.stringify(
      await readReportBasis(await this.state.get(), { period, from, until: asOf }),
    );
    await this.facts.read({ period, asOf, snapshot, basis });
    return { snapshot, basis };
  }
}

const summaryOf = ({
  basis: _basis,
  headline: _headline,
  problems: _problems,
  measures: _measures,
  textsAccount: _account,
  ...summary
}: StoredReport): ReportSummary => summary;

const titleOf = (facts: ReportFacts): string =>
  composeReport({ facts, texts: { problems: null, measures: null }, state: 'final', language: 'zh' }).title;

const refusalOf = ({ account: { role, name } }: Caller, report: StoredReport, action: ReportAction) =>
  reportRefusal(action, { state: report.state, isWriter: report.textsAccount === name }, role);

/** @throws ForbiddenException, ConflictException */
export function refuseStep(caller: Caller, report: StoredReport, action: ReportAction): void {
  const refusal = refusalOf(caller, report, action);
  if (refusal === null) return;
  if (refusal === 'role') {
    throw new ForbiddenException({ zh: '本账号无权进行这一步', en: 'this account may not take this step' });
  }
  throw new ConflictException(
    refusal === 'state'
      ? {
          zh: '报告的状态已变，这一步不能进行；请刷新后再看',
          en: 'the report’s state does not allow this step: reload and look again',
        }
      : {
          zh: '文字由本账号修改，须由另一账号审核',
          en: 'this account wrote the texts: another one has to review them',
        },
  );
}

const stale = (): ConflictException =>
  new ConflictException({
    zh: '报告已被他人更新；请刷新后再操作',
    en: 'the report was changed meanwhile: reload and try again',
  });
