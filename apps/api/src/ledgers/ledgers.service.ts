import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import type {
  BatchesAnswer,
  Job,
  MendRequest,
  QuarantineAnswer,
  QuarantineQuery,
  WithdrawRequest,
} from '@skill-ledger/contracts';
import {
  countQuarantine,
  homePaths,
  homeProgramme,
  maskedEntry,
  mendedLedgers,
  type Programme,
  quarantineSize,
  readBatches,
  readQuarantine,
  writeQuarantine,
} from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { refuse } from '../http/refuse.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import type { Owner } from './command.ts';
import { JobsService } from './jobs.service.ts';
import { UploadsService } from './uploads.service.ts';

/** Batches and quarantine of the current snapshot, and what is done about them. */
@Injectable()
export class LedgersService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly jobs: JobsService,
    private readonly uploads: UploadsService,
  ) {}

  /** @param unit only what this unit reported */
  batches(unit: string | undefined): Promise<BatchesAnswer> {
    return this.current.read((connection) => readBatches(connection, unit));
  }

  /** Takes a batch back; a unit only its own. @throws NotFoundException */
  async withdraw(batch: string, { comment }: WithdrawRequest, owner: Owner): Promise<Job> {
    const { batches } = await this.batches(owner.unit ?? undefined);
    if (!batches.some((known) => known.batch === batch)) {
      throw new NotFoundException({
        zh: `没有可撤销的批次 ${batch}`,
        en: `there is no batch ${batch} to withdraw`,
      });
    }
    const args = ['withdraw', batch, '--json', ...(comment ? ['--comment', comment] : [])];
    return this.jobs.start({ work: 'withdraw', args, owner });
  }

  /** @param unit only what this unit is told of */
  async quarantine(
    query: QuarantineQuery,
    unit: string | undefined,
    unmasked: boolean,
  ): Promise<QuarantineAnswer> {
    return this.current.read(async (connection) => {
      const programme = await homeProgramme(this.config.home);
      const rows = await readQuarantine(connection, programme, { ...query, unit });
      return {
        total: await quarantineSize(connection, { ...query, unit }),
        rows: unmasked ? rows : rows.map((row) => maskedEntry(row, programme)),
        counts: await countQuarantine(connection, unit),
        columns: columnsOfRows(programme, rows),
      };
    });
  }

  /** The contract's columns of the kinds among these rows. */
  async columnsOf(rows: QuarantineAnswer['rows']): Promise<QuarantineAnswer['columns']> {
    return columnsOfRows(await homeProgramme(this.config.home), rows);
  }

  /** Loads the mended rows as a ledger of their own. Answers 409 where one is no longer there. */
  async mend(request: MendRequest, owner: Owner): Promise<Job> {
    const programme = await homeProgramme(this.config.home);
    const entries = await this.current.read((connection) =>
      readQuarantine(connection, programme, {
        ids: request.rows.map(({ id }) => id),
        unit: owner.unit ?? undefined,
      }),
    );
    const upload = await this.uploads.keep(mendedOrConflict(request, entries, programme), owner.name);
    return this.jobs.start({
      work: 'mend',
      args: ['load', await this.uploads.find(upload, owner.name), '--json'],
      owner,
      onEnd: () => this.uploads.remove(upload),
    });
  }

  /** The whole quarantine as a workbook to mend and hand in again. @param unit only what this unit is told of */
  quarantineWorkbook(unit: string | undefined): Promise<{ bytes: Uint8Array; rows: number }> {
    return this.current.read(async (connection) => {
      const programme = await homeProgramme(this.config.home);
      const rows = await readQuarantine(connection, programme, { unit });
      return { bytes: await writeQuarantine(rows, programme), rows: rows.length };
    });
  }

  /** An original file as it was handed in. @param unit only where this unit did @throws NotFoundException */
  async original(sha256: string, unit: string | undefined): Promise<{ name: string; content: Readable }> {
    const { batches } = await this.batches(unit);
    const file = batches.flatMap(({ files }) => files).find((candidate) => candidate.sha256 === sha256);
    if (!file) {
      throw new NotFoundException({
        zh: '没有这个文件：可能已随批次撤销',
        en: 'no such file: its batch may have been withdrawn',
      });
    }
    const content = createReadStream(join(homePaths(this.config.home).files, sha256));
    return { name: file.path.split('/').at(-1) ?? file.path, content };
  }
}

/** The columns a page needs to show these rows. */
function columnsOfRows(programme: Programme, rows: QuarantineAnswer['rows']): QuarantineAnswer['columns'] {
  const kinds = new Set(rows.map(({ kind }) => kind));
  return programme.columns
    .filter(({ kind }) => kinds.has(kind))
    .map(({ kind, field, label, values }) => ({ kind, field, label, values }));
}

function mendedOrConflict(...given: Parameters<typeof mendedLedgers>): Map<string, string> {
  try {
    return mendedLedgers(...given);
  } catch (error) {
    return refuse(409)(error);
  }
}
