import { copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  dayInShanghai,
  instantInShanghai,
  LedgerKind,
  type LoadReport,
  type QuarantineEntry,
} from '@skill-ledger/contracts';
import { explainFileError } from '../base/errors.ts';
import { count, textLiteral } from '../base/sql.ts';
import { loadMacros } from '../check/macros.ts';
import { clearWork, explainLoadError, prepareDraft, sizeOf } from '../draft/draft.ts';
import { createWarehouseTables, dropRawTables, STAGED } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import { currentSnapshotPath, ensureHome, homePaths, nextSnapshotId } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { publishSnapshot } from '../home/snapshots.ts';
import { account, recordBatch, recordFiles } from '../judge/account.ts';
import { applyBatch } from '../judge/apply.ts';
import { readQuarantine } from '../ledgers/quarantine.ts';
import { type RenewBounds, renewModels } from '../models/renew.ts';
import { beginScope } from '../models/scope.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import type { BatchRecord } from '../stage/batch-record.ts';
import { findFiles, type StagedFile, stageFiles } from '../stage/stage.ts';
import { closeFindings } from '../supervision/closed-findings.ts';
import { describeSnapshot } from './describe.ts';

/** Where a load stands, for a progress bar. */
export interface LoadProgress {
  step: 'read' | 'check' | 'figures' | 'publish';
  done: number;
  total: number;
  /** File name or kind at work. */
  label: string;
}

export interface LoadOptions {
  home: string;
  /** Files or folders; together they are one load. */
  paths: string[];
  /** Programme of a home that does not exist yet. */
  programme: string;
  /** Marks a home that does not exist yet as invented data. */
  demo?: boolean;
  /** Check and account only; nothing is kept. */
  dryRun?: boolean;
  /** Who loads, as the history will tell. */
  by?: string | undefined;
  /** The unit that reports; its batch belongs to it, and only what is its own business is accepted. */
  unit?: string | undefined;
  /** When models are renewed in part. */
  renew?: RenewBounds;
  /** Rows of a kind from which on those that are simply accepted are admitted at once. */
  admitFrom?: number;
  /** How long to wait for another load, in milliseconds. */
  waitMs?: number;
  /** Day of the load (YYYY-MM-DD); today by default. */
  today?: string;
  onProgress?: (progress: LoadProgress) => void;
  onWait?: (pid: number) => void;
  /** Told the rows of this load that are quarantined, on a dry run too, before anything is kept. */
  onQuarantined?: (rows: QuarantineEntry[]) => Promise<void>;
}

export interface LoadResult extends LoadReport {
  /** Rows of earlier loads that came out of quarantine. */
  resolved: number;
  changed: boolean;
  /** The files as they were read, in the order of `files`: what a person should know beside the numbers. */
  staged: StagedFile[];
}

/**
 * Loads a set of files into the home: reads, checks, applies, builds the figures and publishes one new snapshot –
 * or none, whatever happens half way. Loading what is already there changes nothing.
 * @throws UserError for everything a person can mend: paths, unreadable files, rights, space, another load
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { home } = options;
  const files = await findFiles(options.paths);
  const info = await ensureHome(home, { programme: options.programme, demo: options.demo ?? false });
  const programme = await loadProgramme(programmeFolder(info.programme));
  const paths = homePaths(home);
  const release = await takeLock(paths.lock, options.waitMs ?? 0, options.onWait);
  const progress = options.onProgress ?? (() => {});
  const today = options.today ?? dayInShanghai();
  /** What goes on beside, and has to end before the folder of work is cleared. */
  const beside: Promise<void>[] = [];
  const begin = (work: Promise<void>): Promise<void> => {
    // Whoever waits for it is told; nobody may, where something else fails first.
    work.catch(() => {});
    beside.push(work);
    return work;
  };
  try {
    await clearWork(paths.work);
    const parent = await currentSnapshotPath(home);
    const draft = join(paths.work, 'warehouse.duckdb');
    // A province takes a while to copy, and is not asked before the files are read.
    const copied = begin(parent ? copyFile(parent.path, draft) : Promise.resolve());
    const bytes = files.reduce((sum, file) => sum + file.bytes, parent ? await sizeOf(parent.path) : 0);
    const made = await prepareDraft(draft, paths.work, bytes);
    const { connection, finish, close } = made;
    try {
      await loadMacros(connection, today);
      const last = await lastNumbers(connection, parent?.path ?? null);
      const batchNo = Math.max(last.batch, ...(await batchNumbers(paths.batches))) + 1;
      const folder = join(paths.work, 'batch');
      await mkdir(folder);
      const {
        files: staged,
        loose,
        keep,
      } = await stageFiles(
        made,
        home,
        programme,
        files,
        {
          batchNo,
          firstFileId: last.file + 1,
          folder,
        },
        (index) =>
          progress({ step: 'read', done: index, total: files.length, label: files[index]?.path ?? '' }),
      );
      const batch: BatchRecord = {
        batch: `B${batchNo}`,
        batchNo,
        loadedAt: instantInShanghai(),
        loadedBy: options.by ?? null,
        unit: options.unit ?? null,
        today,
        staged,
      };
      // The disk takes its time: what comes next need not wait for it.
      const kept = begin(options.dryRun ? Promise.resolve() : keep(paths.files));
      await copied;
      await made.attach();
      await createWarehouseTables(connection, programme);
      await recordFiles(connection, batch);
      if (parent) await beginScope(connection);
      const applied = await applyBatch(made, programme, batch, {
        onKind: (kind) =>
          progress({
            step: 'check',
            done: LedgerKind.options.indexOf(kind),
            total: LedgerKind.options.length,
            label: kind,
          }),
        record: parent !== null,
        admitFrom: options.admitFrom,
        beside: options.dryRun ? [] : stagingParquet(batchNo, loose, folder),
      });
      const accounts = account(staged, applied);
      await recordBatch(connection, batch, accounts);
      await options.onQuarantined?.(await readQuarantine(connection, programme, { batchNo }));
      const result = {
        files: accounts,
        resolved: applied.resolved,
        changed: applied.changed,
        staged,
      };
      if (options.dryRun || !applied.changed) {
        await kept;
        return { ...result, batch: null, snapshot: parent?.id ?? null };
      }
      await dropRawTables(connection);
      const snapshot = await nextSnapshotId(home);
      const record = await describeSnapshot(connection, {
        id: snapshot,
        parent: parent?.id ?? null,
        change: 'load',
        batch,
        info,
      });
      progress({ step: 'figures', done: 0, total: 1, label: '' });
      await renewModels(made, programme, batchNo, options.renew);
      await closeFindings(connection, parent?.path ?? null, { snapshot, at: record.createdAt });
      progress({ step: 'publish', done: 0, total: 1, label: snapshot });
      await finish();
      await kept;
      await writeFile(join(folder, 'batch.json'), `${JSON.stringify(batch, null, 1)}\n`);
      await rename(folder, join(paths.batches, batch.batch));
      await publishSnapshot(home, draft, record);
      return { ...result, batch: batch.batch, snapshot };
    } finally {
      close();
    }
  } catch (error) {
    throw explainLoadError(explainFileError(error, home), home);
  } finally {
    await Promise.allSettled(beside);
    await clearWork(paths.work).catch(() => {});
    await release();
  }
}

/** Numbers of the batch folders there are, whichever snapshot is current. */
async function batchNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => Number(/^B(\d+)$/.exec(name)?.[1] ?? 0));
}

/** The last batch and file of a snapshot, which stays attached as `parent`; 0 where there is none. */
async function lastNumbers(
  connection: DuckDBConnection,
  parent: string | null,
): Promise<{ batch: number; file: number }> {
  if (parent === null) return { batch: 0, file: 0 };
  await connection.run(`ATTACH ${textLiteral(parent)} AS parent (READ_ONLY)`);
  return {
    batch: await count(connection, 'SELECT max(batch_no) FROM parent.batch'),
    file: await count(connection, 'SELECT max(file_id) FROM parent.file'),
  };
}

/**
 * The rows as they were read, for ever: a snapshot can be made again from these, by any engine that reads Parquet.
 * @param kinds of which rows are not in Parquet yet
 */
function stagingParquet(batchNo: number, kinds: LedgerKind[], folder: string): Task[] {
  return kinds.map((kind) => ({
    name: `${kind}.parquet`,
    after: [],
    run: async (connection) => {
      const path = textLiteral(join(folder, `${kind}.parquet`));
      // Rows of earlier batches may stand beside.
      await connection.run(`COPY (FROM raw_rows_${kind} WHERE batch_no = ${batchNo}) TO ${path} (${STAGED})`);
    },
  }));
}
