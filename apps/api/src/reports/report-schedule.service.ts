import { HttpException, Inject, Injectable } from '@nestjs/common';
import {
  type Bilingual,
  dayInShanghai,
  instantInShanghai,
  periodName,
  periodNames,
} from '@skill-ledger/contracts';
import { homeProgramme, type Period, periodsOf } from '@skill-ledger/etl';
import { firstStart, listReports } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { ScheduleService, type Upcoming } from '../schedule/schedule.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { ReportsService } from './reports.service.ts';

/** Refusals that may not occur in a later run: no data yet, or an existing draft. */
const FOR_NOW = [409, 422];

/** Drafts the report of every period that has closed since a server first ran, each once. */
@Injectable()
export class ReportScheduleService {
  constructor(
    schedule: ScheduleService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly reports: ReportsService,
  ) {
    schedule.register('reports', { work: () => this.work(), upcoming: () => this.upcoming() });
  }

  private async work(): Promise<Bilingual> {
    const written: string[] = [];
    const waiting: string[] = [];
    if ((await this.current.currentId()) !== null) {
      for (const { id } of await this.due()) {
        const done = await this.reports.write(null, { period: id }).then(
          () => written,
          (error: unknown) => {
            if (error instanceof HttpException && FOR_NOW.includes(error.getStatus())) return waiting;
            throw error;
          },
        );
        done.push(id);
      }
    }
    return {
      zh: `生成报告：${periodNames(written).zh}；尚无数据：${periodNames(waiting).zh}`,
      en: `reports written: ${periodNames(written).en}; without data yet: ${periodNames(waiting).en}`,
    };
  }

  /** Periods that closed since the first start and have no report of their last day. */
  private async due(): Promise<Period[]> {
    const state = await this.state.get();
    const since = (await firstStart(state, instantInShanghai())).slice(0, 10);
    const today = dayInShanghai();
    const reports = await listReports(state);
    return (await this.periods()).filter(
      ({ id, to }) =>
        to >= since && to < today && !reports.some(({ period, asOf }) => period === id && asOf === to),
    );
  }

  private async upcoming(): Promise<Upcoming[]> {
    const today = dayInShanghai();
    return (await this.periods())
      .filter(({ to }) => to >= today)
      .map(({ id, to }) => ({
        on: to,
        what: {
          zh: `${periodName(id).zh}期末，次日生成报告草稿`,
          en: `${periodName(id).en} closes; its report is drafted the day after`,
        },
      }));
  }

  private async periods(): Promise<Period[]> {
    const { facts } = await homeProgramme(this.config.home);
    return periodsOf(facts);
  }
}
