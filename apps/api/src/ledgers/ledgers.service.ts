import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type BatchesAnswer,
  type Job,
  type MendRequest,
  may,
  type QuarantineAnswer,
  type QuarantineChoice,
  type QuarantineQuery,
  type WithdrawRequest,
} from '@skill-ledger/contracts';
import {
  countQuarantine,
  homePaths,
  homeProgramme,
  maskedEntry,
  mendedLedgers,
  mendFault,
  quarantineSize,
  readBatches,
  readFixes,
  readQuarantine,
  writeQuarantine,
} from '@skill-ledger/etl';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, ownUnit, seesPersonalData } from '../http/caller.ts';
import { refuse, refuseTooMany } from '../http/refuse.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { columnsOfRows } from './columns.ts';
import { UploadStore } from './upload-store.service.ts';

/** Purpose logged when quarantined rows are shown unmasked; users need not state it each time. */
const MENDING = '修正隔离数据';
/** Maximum number of rows of a quarantine workbook. */
const MAX_WORKBOOK_ROWS = 100_000;

/** Batches and quarantine of the current snapshot, and their operations. */
@Injectable()
export class LedgersService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly jobs: JobsService,
    private readonly uploads: UploadStore,
    private readonly purpose: PurposeService,
  ) {}

  /** Batches that the caller may read: a unit reads its own. */
  batches(caller: Caller): Promise<BatchesAnswer> {
    return this.current.read((connection) => readBatches(connection, ownUnit(caller)));
  }

  /** Withdraws a batch; units only their own. @throws NotFoundException, HttpException 429 */
  async withdraw(caller: Caller, batch: string, { comment }: WithdrawRequest): Promise<Job> {
    const { batches } = await this.batches(caller);
    if (!batches.some((known) => known.batch === batch)) {
      throw new NotFoundException({
        zh: `没有可撤销的批次 ${batch}`,
        en: `no batch ${batch} to withdraw`,
      });
    }
    const args = ['withdraw', batch, '--json', ...(comment ? ['--comment', comment] : [])];
    return this.jobs.start({ work: 'withdraw', args, owner: caller.account });
  }

  /** Quarantined rows visible to the caller; unmasked for callers who may correct them, which is logged. */
  async quarantine(caller: Caller, { id, ...asked }: QuarantineQuery): Promise<QuarantineAnswer> {
    const unit = ownUnit(caller);
    const query = { ...asked, unit, ...(id !== undefined && { ids: [id] }) };
    const unmasked = may(caller.account.role, 'ledgers.load') || seesPersonalData(caller);
    const answer = await this.current.read(async (connection) => {
      const programme = await homeProgramme(this.config.home);
      const rows = await readQuarantine(connection, programme, query);
      const fixes = await readFixes(connection, programme, { unit, isMasked: !unmasked });
      return {
        ...(await quarantineSize(connection, query)),
        fixes,
        rows: unmasked ? rows : rows.map((row) => maskedEntry(row, programme)),
        counts: await countQuarantine(connection, unit),
        columns: columnsOfRows(programme, [...rows, ...fixes]),
      };
    });
    if (unmasked && answer.rows.length > 0) {
      await this.purpose.noteWork(caller, 'quarantine', MENDING, answer.rows.length);
    }
    return answer;
  }

  /** Loads the corrected rows as a separate ledger. Answers 409 if one no longer exists. */
  async mend({ account: owner }: Caller, request: MendRequest): Promise<Job> {
    const programme = await homeProgramme(this.config.home);
    const unit = owner.unit ?? undefined;
    const ledgers = await this.current.read(async (connection) => {
      const entries = await readQuarantine(connection, programme, {
        ids: request.rows.map(({ id }) => id),
        unit,
      });
      const rows = [...request.rows];
      for (const { id, value } of request.fixes) {
        const faulty = await readQuarantine(connection, programme, { fix: id, show: 'mend', unit });
        entries.push(...faulty);
        rows.push(...orConflict(() => mendFault(faulty, id, value)));
      }
      return orConflict(() => mendedLedgers({ rows }, entries, programme));
    });
    const upload = await this.uploads.keep(ledgers, owner.name);
    return this.jobs.start({
      work: 'mend',
      args: ['load', await this.uploads.find(upload, owner.name), '--json'],
      owner,
      onEnd: () => this.uploads.remove(upload),
    });
  }

  /** The quarantined rows visible to the caller, as a workbook to correct and upload again; logged. */
  async quarantineWorkbook(caller: Caller, { id, ...asked }: QuarantineChoice): Promise<Uint8Array> {
    const ids = id === undefined ? undefined : [id];
    const filter = { ...asked, ids, unit: ownUnit(caller), together: true };
    const { bytes, rows } = await this.current.read(async (connection) => {
      refuseTooMany((await quarantineSize(connection, filter)).total, MAX_WORKBOOK_ROWS);
      const programme = await homeProgramme(this.config.home);
      const entries = await readQuarantine(connection, programme, filter);
      return { bytes: await writeQuarantine(entries, programme), rows: entries.length };
    });
    await this.purpose.noteWork(caller, 'quarantine.xlsx', MENDING, rows);
    return bytes;
  }

  /** An original file as uploaded; units only their own. @throws NotFoundException, ForbiddenException */
  async original(caller: Caller, sha256: string): Promise<{ name: string; content: Readable }> {
    const { batches } = await this.batches(caller);
    const file = batches.flatMap(({ files }) => files).find((candidate) => candidate.sha256 === sha256);
    if (!file) {
      throw new NotFoundException({
        zh: '没有这个文件：可能已随批次撤销',
        en: 'no such file: its batch may have been withdrawn',
      });
    }
    await this.purpose.noteExport(caller, `file ${sha256}`);
    const content = createReadStream(join(homePaths(this.config.home).files, sha256));
    return { name: file.path.split('/').at(-1) ?? file.path, content };
  }
}

function orConflict<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return refuse(409)(error);
  }
}
