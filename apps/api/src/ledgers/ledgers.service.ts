import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type BatchesAnswer,
  dayInShanghai,
  type Job,
  KIND_LABELS,
  type MendRequest,
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
  maskFreeText,
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
import { describeExport, nameOfExport } from '../http/export.ts';
import { refuse, refuseTooMany } from '../http/refuse.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { columnsOfRows } from './columns.ts';
import { UploadStore } from './upload-store.service.ts';

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

  /** Batches that the caller may read: a unit reads its own. Reasons of withdrawals are masked without a purpose. */
  async batches(caller: Caller): Promise<BatchesAnswer> {
    const answer = await this.current.read((connection) => readBatches(connection, ownUnit(caller)));
    const commented = answer.withdrawals.filter(({ comment }) => comment !== null).length;
    if (seesPersonalData(caller)) {
      if (commented > 0) await this.purpose.noteViewOnce(caller, 'batches', commented);
      return answer;
    }
    const withdrawals = answer.withdrawals.map(({ comment, ...withdrawal }) => ({
      ...withdrawal,
      comment: comment && maskFreeText(comment),
    }));
    return { ...answer, withdrawals };
  }

  /** Withdraws a batch; units only their own. @throws NotFoundException, HttpException 429, 503 */
  async withdraw(caller: Caller, batch: string, { comment }: WithdrawRequest): Promise<Job> {
    await this.mustBeOwn(caller, batch);
    const args = ['withdraw', batch, '--json', '--comment', comment];
    return this.jobs.start({ work: 'withdraw', args, owner: caller.account });
  }

  /** What a withdrawal would change; a unit's own batches only. @throws NotFoundException, HttpException 429, 503 */
  async previewWithdrawal(caller: Caller, batch: string): Promise<Job> {
    await this.mustBeOwn(caller, batch);
    const args = ['withdraw', batch, '--dry-run', '--json'];
    return this.jobs.start({ work: 'preview', args, owner: caller.account });
  }

  private async mustBeOwn(caller: Caller, batch: string): Promise<void> {
    const { batches } = await this.batches(caller);
    if (batches.some((known) => known.batch === batch)) return;
    throw new NotFoundException({
      zh: `没有可撤销的批次 ${batch}`,
      en: `there is no batch ${batch} to withdraw`,
    });
  }

  /** Quarantined rows visible to the caller; unmasked once a purpose is stated, which is logged. */
  async quarantine(caller: Caller, { id, ...asked }: QuarantineQuery): Promise<QuarantineAnswer> {
    const unit = ownUnit(caller);
    const query = { ...asked, unit, ...(id !== undefined && { ids: [id] }) };
    const unmasked = seesPersonalData(caller);
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
      await this.purpose.noteView(caller, 'quarantine', answer.rows.length);
    }
    return answer;
  }

  /**
   * Loads the corrected rows as a separate ledger. Cells that are not named stay what they are: they have to be seen by the
   * caller, who has stated a purpose. Answers 409 if a row no longer exists.
   * @throws ForbiddenException if no purpose is stated
   */
  async mend(caller: Caller, request: MendRequest): Promise<Job> {
    this.purpose.refuseUnstated(caller, 'mend');
    const { account: owner } = caller;
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
  async quarantineWorkbook(
    caller: Caller,
    { id, ...asked }: QuarantineChoice,
    origin: string,
  ): Promise<{ name: string[]; bytes: Uint8Array }> {
    const ids = id === undefined ? undefined : [id];
    const filter = { ...asked, ids, unit: ownUnit(caller), together: true };
    this.purpose.refuseUnstated(caller);
    const filters = quarantineWords({ id, ...asked });
    const snapshot = await this.current.requireId();
    const bytes = await this.current.read(async (connection) => {
      refuseTooMany((await quarantineSize(connection, filter)).total, MAX_WORKBOOK_ROWS);
      const programme = await homeProgramme(this.config.home);
      const entries = await readQuarantine(connection, programme, filter);
      const set = Object.entries({ id, ...asked }).filter((pair): pair is [string, string] =>
        Boolean(pair[1]),
      );
      const described = describeExport(caller, {
        ...{ title: '待修正的行', filters, snapshot, unmasked: true, origin },
        view: `/ledgers/quarantine?${new URLSearchParams(set)}`,
      });
      return writeQuarantine(entries, programme, described);
    });
    await this.purpose.noteExport(caller, 'quarantine.xlsx');
    return { name: nameOfExport(caller, ['待修正'], filters, dayInShanghai()), bytes };
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

/** The choice in words. */
const quarantineWords = ({ kind, code, file, show, fix, id }: QuarantineChoice): string[] =>
  [
    kind && `种类：${KIND_LABELS[kind].zh}`,
    code && `原因：${code}`,
    file && `文件：${file}`,
    show && (show === 'mend' ? '要改的行' : '等引用的行'),
    fix && `同一处错误：${fix}`,
    id && `隔离编号：${id}`,
  ].filter((word): word is string => Boolean(word));

function orConflict<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return refuse(409)(error);
  }
}
