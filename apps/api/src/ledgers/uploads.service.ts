import { BadRequestException, Inject, Injectable } from '@nestjs/common';
import type {
  Job,
  LoadReading,
  QuarantineAnswer,
  QuarantineQuery,
  Upload,
  UploadReading,
} from '@skill-ledger/contracts';
import { homeProgramme, maskedEntry } from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, seesPersonalData } from '../http/caller.ts';
import type { FormFile } from '../http/form-files.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { columnsOfRows } from './columns.ts';
import { UploadStore } from './upload-store.service.ts';

const flagsOf = ({ hidden }: UploadReading): string[] => (hidden ? ['--hidden'] : []);

/** Receives, checks, loads and discards uploaded files. */
@Injectable()
export class UploadsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly store: UploadStore,
    private readonly jobs: JobsService,
    private readonly purpose: PurposeService,
  ) {}

  /** @throws BadRequestException without a file, and as `UploadStore.receive` */
  async receive({ account }: Caller, files: AsyncIterable<FormFile>): Promise<Upload> {
    const upload = await this.store.receive(files, account.name);
    if (upload.files.length > 0) return upload;
    await this.store.remove(upload.id);
    throw new BadRequestException({
      zh: '没有收到文件；请选择 .xlsx、.xls 或 .csv 台账后再上传',
      en: 'no file received: choose .xlsx, .xls or .csv ledgers and upload again',
    });
  }

  /** Checks the files without loading them. @throws NotFoundException, UnsupportedMediaTypeException, HttpException 429, 503 */
  async check({ account }: Caller, id: string, reading: UploadReading): Promise<Job> {
    const folder = await this.store.findLedgers(id, account.name);
    // Files that cannot be read are reported together with the result of the others.
    const check = ['--dry-run', '--skip-unreadable', '--reasons', this.store.reasonsOf(id), '--json'];
    const args = ['load', folder, ...check, ...flagsOf(reading)];
    return this.jobs.start({ work: 'check', args, owner: account });
  }

  /** @throws NotFoundException, UnsupportedMediaTypeException, HttpException 429, 503 */
  async load({ account }: Caller, id: string, { skipUnreadable, ...reading }: LoadReading): Promise<Job> {
    const folder = await this.store.findLedgers(id, account.name);
    return this.jobs.start({
      work: 'load',
      args: ['load', folder, '--json', ...flagsOf(reading), ...(skipUnreadable ? ['--skip-unreadable'] : [])],
      owner: account,
      // The originals are in the ledger store by then; a failed load can be retried.
      onEnd: async (job) => {
        if (job.state === 'done') await this.store.remove(id);
      },
    });
  }

  /** The rows that the check of an upload would quarantine. @throws NotFoundException */
  async quarantine(caller: Caller, id: string, query: QuarantineQuery): Promise<QuarantineAnswer> {
    const rows = (await this.store.quarantined(id, caller.account.name)).filter(
      (row) =>
        (query.kind === undefined || row.kind === query.kind) &&
        (query.file === undefined || row.file === query.file) &&
        (query.code === undefined || row.reasons.some(({ code }) => code === query.code)) &&
        (query.show === undefined || row.isWaiting === (query.show === 'waiting')),
    );
    const page = rows.slice(query.offset, query.offset + query.limit);
    const programme = await homeProgramme(this.config.home);
    const unmasked = seesPersonalData(caller);
    if (unmasked && page.length > 0) await this.purpose.noteView(caller, 'upload quarantine', page.length);
    return {
      total: rows.length,
      waiting: rows.filter(({ isWaiting }) => isWaiting).length,
      rows: unmasked ? page : page.map((row) => maskedEntry(row, programme)),
      fixes: [],
      counts: [],
      columns: columnsOfRows(programme, page),
    };
  }

  /** @throws NotFoundException */
  async remove({ account }: Caller, id: string): Promise<void> {
    await this.store.find(id, account.name);
    await this.store.remove(id);
  }
}
