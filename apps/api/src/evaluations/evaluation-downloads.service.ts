import { existsSync } from 'node:fs';
import { Inject, Injectable, NotFoundException, type StreamableFile } from '@nestjs/common';
import { dayInShanghai, may } from '@skill-ledger/contracts';
import {
  type FormFormat,
  homePaths,
  homeProgramme,
  type Programme,
  periodOf,
  periodTitle,
  readFormFunds,
  settleScore,
  withSnapshot,
  writeOfficialForm,
  writeResultsWorkbook,
} from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { documentDownload } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { WHOLE_CITY } from '../http/export.ts';
import { type FrozenForm, FrozenFormsService } from './frozen-forms.service.ts';
import { ResultsService } from './results.service.ts';

/** Files about self-evaluations: the official form of a submission, and the results of a period. */
@Injectable()
export class EvaluationDownloadsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly frozen: FrozenFormsService,
    private readonly results: ResultsService,
  ) {}

  /**
   * The official form of a submission, by default the last: figures, texts and points as frozen, with the reviewed points if it
   * was reviewed.
   * @throws NotFoundException where the caller may not see it, or it was not submitted
   */
  async officialForm(caller: Caller, id: string, format: FormFormat, nth?: number): Promise<StreamableFile> {
    const form = await this.frozen.content(caller, id, nth);
    const { version, scheme, texts } = form;
    const { period } = version;
    const programme = await homeProgramme(this.config.home);
    const funds = await this.fundsOf(form, programme);
    const bytes = await writeOfficialForm(
      {
        project: programme.facts.name,
        scores: {
          ...{ period: period.id, from: period.from, to: period.to, asOf: period.to, until: period.to },
          ...{ snapshot: version.snapshot, scheme: scheme.id },
        },
        unit: { ...version.trace, ...judgedOf(form) },
        scheme,
        funds: funds(version.unit),
        texts,
      },
      format,
      version.at,
    );
    return documentDownload(
      bytes,
      `项目支出绩效自评表-${version.unit}-${periodTitle({ period: period.id })}`,
      format,
    );
  }

  /** The ranking of a period, with what reviewers said for those who may see it before publication. @throws as `outcomes` */
  async workbook(caller: Caller, id: string): Promise<StreamableFile> {
    const { period, outcomes } = await this.results.outcomes(caller, id);
    const summary = may(caller.account.role, 'evaluations.results');
    const bytes = await writeResultsWorkbook(period.shown, outcomes, {
      summary,
      madeAt: period.stored.finalisedAt ?? `${dayInShanghai()}T00:00:00+08:00`,
    });
    const name = summary ? '绩效自评复核汇总' : '绩效自评排名';
    return documentDownload(bytes, `${name}-${WHOLE_CITY}-${periodTitle({ period: id })}`, 'xlsx');
  }

  /** Budgets and payouts of the frozen snapshot. @throws NotFoundException if its file was removed */
  private async fundsOf(
    {
      version: {
        snapshot,
        period: { id },
      },
      scheme,
    }: FrozenForm,
    { facts }: Programme,
  ) {
    if (!existsSync(homePaths(this.config.home).snapshot(snapshot))) throw noSnapshot(snapshot);
    const period = periodOf(id, facts);
    return withSnapshot(this.config.home, snapshot, (connection) =>
      readFormFunds(connection, { period, until: period.to, scheme }),
    );
  }
}

/** Total and grade of the points in the form, with caps and deductions. */
function judgedOf({ version: { trace }, scheme, result, texts }: FrozenForm) {
  if (result) {
    const { sum, total, grade, adjustments } = result;
    return { sum, total, grade, adjustments };
  }
  return settleScore(scheme, trace, texts.points, new Set(Object.keys(texts.deviations)));
}

const noSnapshot = (snapshot: string): NotFoundException =>
  new NotFoundException({
    zh: `提交时的数据快照 ${snapshot} 已不在数据文件夹中；请从备份恢复 warehouse 文件夹后再下载`,
    en: `snapshot ${snapshot} of the submission is no longer in the home folder: restore its warehouse folder from a backup and download again`,
  });
