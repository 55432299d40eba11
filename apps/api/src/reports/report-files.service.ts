import { ConflictException, Inject, Injectable, type StreamableFile } from '@nestjs/common';
import {
  instantInShanghai,
  type Language,
  periodName,
  ReportFormat,
  type ReportStepRequest,
} from '@skill-ledger/contracts';
import { keepReport, keptFileOf, periodTitle, readKeptReport, writeReport } from '@skill-ledger/etl';
import { addReportFile, change, listReportFiles, record, type StoredReport } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { documentDownload } from '../http/attachment.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { WHOLE_CITY } from '../http/export.ts';
import { refuse } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';
import { ReportFactsService } from './report-facts.service.ts';
import { ReportsService, refuseStep } from './reports.service.ts';

/** Files of reports: written on demand, and kept once a report is final. */
@Injectable()
export class ReportFilesService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly reports: ReportsService,
    private readonly facts: ReportFactsService,
  ) {}

  /**
   * Makes a reviewed report final: its files are written and kept with their hashes.
   * @throws ConflictException if the step cannot be taken now, or the snapshot was removed
   */
  async finalise(caller: Caller, id: string, { seen }: ReportStepRequest): Promise<void> {
    const report = await this.reports.find(id);
    refuseStep(caller, report, 'finalise');
    const { headline } = await this.facts.read(report);
    const made = await this.makeAll(report);
    for (const { format, bytes } of made) {
      await keepReport(this.config.home, id, format, bytes).catch(refuse(507));
    }
    const changes = {
      finalised_by: caller.account.displayName,
      finalised_at: instantInShanghai(),
      headline: JSON.stringify(headline),
    };
    await this.reports.step(caller, id, 'finalise', seen, changes, {
      also: async (within) => {
        for (const { format, bytes } of made) await addReportFile(within, id, keptFileOf(format, bytes));
      },
    });
  }

  /** @throws NotFoundException; ConflictException if the kept file or the snapshot is missing */
  async download(id: string, format: ReportFormat, language: Language): Promise<StreamableFile> {
    const report = await this.reports.find(id);
    const bytes =
      report.state === 'final' && language === 'zh'
        ? await this.kept(id, format)
        : await this.make(report, format, language);
    const name =
      language === 'zh'
        ? `工作情况报告-${WHOLE_CITY}-${periodTitle(report)}`
        : `report-city-${periodName(report.period).en.replaceAll(' ', '-')}`;
    return documentDownload(bytes, `${name}-${report.asOf}`, format);
  }

  /**
   * Writes the files of a final report again, if their content is unchanged.
   * @throws ConflictException if it has changed; nothing is written then
   */
  async restore(caller: Caller, id: string): Promise<void> {
    const report = await this.reports.find(id);
    const files = await listReportFiles(await this.state.get(), id);
    const made = await this.makeAll(report);
    const differing = files.filter(({ format, sha256 }) =>
      made.every((one) => one.format !== format || keptFileOf(format, one.bytes).sha256 !== sha256),
    );
    if (files.length === 0 || differing.length > 0) throw notTheSame(differing.map(({ format }) => format));
    for (const { format, bytes } of made) {
      await keepReport(this.config.home, id, format, bytes).catch(refuse(507));
    }
    await change(await this.state.get(), (within) =>
      record(within, actorOf(caller), {
        ...{ action: 'report.restore', subject: report.period },
        detail: { report: id },
      }),
    );
  }

  private async kept(id: string, format: ReportFormat): Promise<Uint8Array> {
    const file = (await listReportFiles(await this.state.get(), id)).find((one) => one.format === format);
    if (!file) throw new Error(`the final report ${id} has no ${format}`);
    return readKeptReport(this.config.home, id, file).catch(refuse(409));
  }

  private async makeAll(report: StoredReport): Promise<{ format: ReportFormat; bytes: Uint8Array }[]> {
    // Final reports are marked as final.
    const final: StoredReport = { ...report, state: 'final' };
    const made = [];
    for (const format of ReportFormat.options) {
      made.push({ format, bytes: await this.make(final, format, 'zh') });
    }
    return made;
  }

  private async make(report: StoredReport, format: ReportFormat, language: Language): Promise<Uint8Array> {
    const { problems, measures, state } = report;
    const facts = await this.facts.read(report);
    return writeReport({ facts, texts: { problems, measures }, state, language }, format).catch(refuse(409));
  }
}

const notTheSame = (formats: ReportFormat[]): ConflictException =>
  new ConflictException({
    zh: `重新生成的文件${formats.length > 0 ? `（${formats.join('、')}）` : ''}与定稿时不同，没有写入；请从备份恢复 reports 文件夹`,
    en: `the files made again${formats.length > 0 ? ` (${formats.join(', ')})` : ''} are not what they were: nothing was written. Restore the folder reports from a backup`,
  });
