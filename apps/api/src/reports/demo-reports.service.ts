import { Inject, Injectable } from '@nestjs/common';
import { homeInfo } from '@skill-ledger/etl';
import { listReports } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { FINANCE, OFFICE } from '../evaluations/demo-callers.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { ReportFilesService } from './report-files.service.ts';
import { ReportsService } from './reports.service.ts';

/** Reports of a demonstration: one final and corrected, one reviewed, one that the office is writing. */
const STORY = [
  {
    period: '2020',
    end: 'final',
    correction: '第五部分“培训对象”中残疾人的合格率应含补考合格的人次，下期起一并统计。',
  },
  { period: '2021H1', end: 'reviewed' },
  {
    period: '2021Q3',
    end: 'draft',
    measures: '1.由各牵头单位逐周报送开班计划，专班办公室每月通报。\n2.十月底前完成三季度补贴的公示和发放。',
  },
] as const;

/** Makes them when they are first asked for, by the services that do it for others. */
@Injectable()
export class DemoReportsService {
  private made: Promise<void> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly reports: ReportsService,
    private readonly files: ReportFilesService,
  ) {}

  /** Nothing outside of a demonstration, or before its first load. */
  async ensure(): Promise<void> {
    if (this.made === undefined && !(await this.isLacking())) return;
    this.made ??= this.make().catch((error: unknown) => {
      this.made = undefined;
      throw error;
    });
    await this.made;
  }

  private async isLacking(): Promise<boolean> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await this.current.currentId()) === null) return false;
    return (await listReports(await this.state.get())).length === 0;
  }

  private async make(): Promise<void> {
    for (const chapter of STORY) {
      const id = await this.reports.write(OFFICE, { period: chapter.period });
      if ('measures' in chapter) {
        await this.reports.edit(OFFICE, id, { seen: 0, problems: null, measures: chapter.measures });
      }
      if (chapter.end === 'draft') continue;
      await this.reports.review(FINANCE, id, { seen: 0 });
      if (chapter.end === 'reviewed') continue;
      await this.files.finalise(OFFICE, id, { seen: 1 });
      await this.reports.correct(OFFICE, id, { seen: 2, text: chapter.correction });
    }
  }
}
