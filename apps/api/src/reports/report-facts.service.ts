import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ConflictException, HttpException, Inject, Injectable } from '@nestjs/common';
import {
  homePaths,
  homeProgramme,
  type Period,
  periodOf,
  programmeFolder,
  type ReportBasis,
  type ReportFacts,
  readRecord,
  readReportFacts,
  readSchemes,
  UserError,
  withSnapshot,
} from '@skill-ledger/etl';
import { findingSecret, type StoredReport } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { refuse } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';

/** Readings kept: a report is looked at and downloaded in three formats, one after the other. */
const MAX_KEPT = 8;

type Asked = Pick<StoredReport, 'period' | 'asOf' | 'snapshot' | 'basis'>;

/** Reads the figures of reports, each once for all formats, languages and users who ask. */
@Injectable()
export class ReportFactsService {
  private readonly kept = new Map<string, Promise<ReportFacts>>();

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  /** @throws HttpException 422 for a period or days without data; ConflictException where the snapshot is gone */
  async read({ period, asOf, snapshot, basis }: Asked): Promise<ReportFacts> {
    // Also where the figures are kept: what cannot be made again is not shown as if it could.
    if (!existsSync(homePaths(this.config.home).snapshot(snapshot))) throw noSnapshot(snapshot);
    const key = createHash('sha256')
      .update(JSON.stringify([snapshot, period, asOf, basis]))
      .digest('hex');
    const known = this.kept.get(key);
    if (known) return known;
    const reading = this.readNow({ period, asOf, snapshot, basis });
    this.kept.set(key, reading);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return reading.catch((error: unknown) => {
      this.kept.delete(key);
      throw error;
    });
  }

  /** @throws HttpException 422 for a period there is not */
  async periodOf(id: string): Promise<Period> {
    const { facts } = await homeProgramme(this.config.home);
    try {
      return periodOf(id, facts);
    } catch (error) {
      throw error instanceof UserError ? new HttpException(error.text, 422) : error;
    }
  }

  private async readNow({ period, asOf, snapshot, basis }: Asked): Promise<ReportFacts> {
    const { home } = this.config;
    const programme = await homeProgramme(home);
    const { createdAt: madeAt } = await readRecord(home, snapshot);
    const schemes = await readSchemes(programmeFolder(programme.id));
    const secret = await findingSecret(await this.state.get());
    return withSnapshot(home, snapshot, (connection) =>
      readReportFacts(connection, {
        ...{ programme, schemes, asOf, snapshot, madeAt, secret },
        period: periodOf(period, programme.facts),
        basis: JSON.parse(basis) as ReportBasis,
      }),
    ).catch(refuse(422));
  }
}

const noSnapshot = (snapshot: string): ConflictException =>
  new ConflictException({
    zh: `报告所用的数据快照 ${snapshot} 已不在数据文件夹中；请从备份恢复 warehouse 文件夹，草稿也可“按现有数据更新”`,
    en: `snapshot ${snapshot} of the report is no longer in the home folder: restore its warehouse folder from a backup, or renew the draft from the present data`,
  });
