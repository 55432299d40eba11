import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type Bilingual,
  dayInShanghai,
  instantInShanghai,
  LedgerKind,
  type LoadEffect,
  type LoadReport,
  type QuarantineEntry,
} from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { count, textLiteral } from '../base/sql.ts';
import type { Draft } from '../draft/draft.ts';
import { STAGED } from '../draft/schema.ts';
import type { Task } from '../draft/tasks.ts';
import { notReadByName } from '../formats/index.ts';
import { currentSnapshotPath, homePaths } from '../home/home.ts';
import { NO_ACTOR, type OperationActor } from '../home/operation-records.ts';
import { type OpenHome, openOrCreateHome } from '../home/programme.ts';
import { requireWhole } from '../home/snapshots.ts';
import { account, recordBatch, recordFiles } from '../judge/account.ts';
import { type Applied, applyBatch } from '../judge/apply.ts';
import { readQuarantine } from '../ledgers/quarantine.ts';
import { type RenewBounds, renewModels } from '../models/renew.ts';
import { beginScope } from '../models/scope.ts';
import { type BatchRecord, keepBatch, keptBatchNumbers } from '../stage/batch-record.ts';
import { findFiles, type InputFile } from '../stage/find-files.ts';
import { stageFiles } from '../stage/stage.ts';
import type { Staged, StagedFile } from '../stage/staged.ts';
import { readEffect } from './effect.ts';
import { exclusively, type Waiting, type Workplace, withWorkFolder } from './exclusively.ts';
import { newSnapshot, type Progress } from './new-snapshot.ts';

export interface LoadOptions extends Waiting {
  home: string;
  /** Files or folders; together they are one load. */
  paths: string[];
  /** Programme of a home that does not exist yet; by default the one set in the environment, or the only one. */
  programme?: string;
  /** Skips files that cannot be read, and loads the others; by default nothing is loaded. */
  skipUnreadable?: boolean;
  /** Marks a home that does not exist yet as demonstration data. */
  demo?: boolean;
  /** Check and account only; nothing is stored. */
  dryRun?: boolean;
  /** Rows of hidden sheets count too. */
  hidden?: boolean;
  /** Name of the user who loads, for the history. */
  by?: string | undefined;
  /** The user as the audit log names them; `by` and `unit` by default. */
  actor?: OperationActor | undefined;
  /** The unit that reports; the batch belongs to it, and only its own rows are accepted (V22). */
  unit?: string | undefined;
  /** When models are renewed in part. */
  renew?: RenewBounds;
  /** Number of rows of a kind from which on plain rows are admitted at once (`admit`). */
  admitFrom?: number;
  /** Day of the load (YYYY-MM-DD); today in Shanghai by default. */
  today?: string;
  onProgress?: (progress: Progress) => void;
  /** Called with the rows of this load that are quarantined, on a dry run too, before anything is kept. */
  onQuarantined?: (rows: QuarantineEntry[]) => Promise<void>;
}

export interface LoadResult extends LoadReport {
  /** Whether the load changed anything. */
  changed: boolean;
  /** The files as they were read, in the order of `files`: formats, ignored columns, nearest kinds. */
  staged: StagedFile[];
  /** Other files of the folders, by the path from there, and why they are not read. */
  notRead: { path: string; text: Bilingual }[];
}

/** A load in progress. */
interface Load {
  options: LoadOptions;
  opened: OpenHome;
  workplace: Workplace;
  files: InputFile[];
  today: string;
  /** Whether it builds on a snapshot. */
  hasParent: boolean;
}

/**
 * Loads a set of files into the home: reads, checks, applies, builds the models and publishes one new snapshot, or none if
 * anything fails half way. Loading rows that are already there changes nothing.
 * @throws UserError for everything the user can fix: paths, unreadable files, rights, space, another operation
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const others: string[] = [];
  const files = await findFiles(options.paths, (path) => others.push(path));
  const { programme, demo = false } = options;
  const opened = await openOrCreateHome(options.home, { programme, demo });
  if (opened.info.demo && !demo) throw demoHome(opened.home);
  const run = async (workplace: Workplace): Promise<LoadResult> => {
    const parent = await currentSnapshotPath(opened.home);
    const today = options.today ?? dayInShanghai();
    const load: Load = { options, opened, workplace, files, today, hasParent: parent !== null };
    const unit = options.unit ?? null;
    if (parent) await requireWhole(opened.home, parent.id);
    let effect: LoadEffect | null = null;
    const { edited, record } = await newSnapshot(opened, workplace, {
      change: 'load',
      parent,
      base: parent,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      today,
      edit: (draft, attach) => applyFiles(load, draft, attach, parent?.path ?? null),
      updateModels: (draft, { staging }) =>
        renewModels(draft, opened.programme, staging.batch.batchNo, options.renew),
      measure: async (draft, { staging: { batch } }, snapshot) => {
        const { batchNo } = batch;
        const about = { hasParent: load.hasParent, batchNo, snapshot, unit };
        effect = await readEffect(draft, opened.programme, about);
        await tellQuarantined(load, draft.connection, batchNo);
      },
      beforePublishing: async ({ staging }) => {
        await staging.kept;
        await keepBatch(opened.home, staging.folder, staging.batch);
      },
      auditEntry: ({ staging }) => ({
        action: 'batch.load',
        subject: staging.batch.batch,
        // Names of files may contain personal data.
        detail: { files: files.length },
        actor: options.actor ?? { ...NO_ACTOR, name: options.by ?? null, unit: options.unit ?? null },
      }),
      onProgress: options.onProgress,
    });
    const { accounts, applied, staging } = edited;
    return {
      files: accounts,
      resolved: applied.resolved,
      mended: applied.mended,
      effect,
      unreadable: staging.unreadable,
      changed: applied.changed,
      staged: staging.batch.staged,
      notRead: others.sort().map((path) => ({ path, text: notReadByName(path) })),
      batch: record && staging.batch.batch,
      snapshot: record?.id ?? parent?.id ?? null,
    };
  };
  // A check takes no lock: it reads the snapshot that is current when it begins.
  return options.dryRun ? withWorkFolder(opened.home, run) : exclusively(opened.home, options, run);
}

interface Edited {
  batch: BatchRecord | null;
  isTrial: boolean;
  staging: Staging;
  accounts: LoadReport['files'];
  applied: Applied;
}

/** A demonstration needs no password: real ledgers in it would be open to every visitor. */
const demoHome = (home: string): UserError =>
  new UserError({
    zh: `${home} 是演示数据文件夹，无需密码即可查看，只能装入 skill-ledger demo 生成的数据，本次未装载。真实台账请另建数据文件夹：将 SKILL_LEDGER_HOME 设为一个新文件夹，再运行 skill-ledger load`,
    en: `${home} holds a demonstration that opens without a password, so it accepts only files made by skill-ledger demo; nothing was loaded. Create a home for real ledgers: set SKILL_LEDGER_HOME to a new folder and run skill-ledger load`,
  });

/** Reads the files, judges their rows and brings the ledgers up to date; nothing is to be published on a dry run. */
async function applyFiles(
  load: Load,
  draft: Draft,
  attach: () => Promise<void>,
  parent: string | null,
): Promise<Edited> {
  const { options } = load;
  const staging = await stageBatch(load, draft, await lastNumbers(draft.connection, parent));
  await attach();
  const { accounts, applied } = await judgeBatch(load, draft, staging);
  if (!applied.changed) await tellQuarantined(load, draft.connection, staging.batch.batchNo);
  const isTrial = options.dryRun ?? false;
  if (!applied.changed || isTrial) await staging.kept;
  return { batch: applied.changed ? staging.batch : null, isTrial, staging, accounts, applied };
}

async function tellQuarantined(
  { options, opened }: Load,
  connection: DuckDBConnection,
  batchNo: number,
): Promise<void> {
  await options.onQuarantined?.(await readQuarantine(connection, opened.programme, { batchNo }));
}

/** The rows of a load as they were read, before any is judged. */
interface Staging {
  batch: BatchRecord;
  /** Folder of its Parquet files, until the batch is kept. */
  folder: string;
  loose: Staged['loose'];
  unreadable: Staged['unreadable'];
  /** Settles when the original files are in the ledger store. */
  kept: Promise<void>;
}

/** Reads the files into the staging tables, and starts copying the originals into the ledger store. */
async function stageBatch(
  { options, opened: { home, programme }, workplace, files, today }: Load,
  draft: Draft,
  last: { batch: number; file: number },
): Promise<Staging> {
  const batchNo = Math.max(last.batch, ...(await keptBatchNumbers(home))) + 1;
  const folder = join(workplace.folder, 'batch');
  await mkdir(folder);
  const into = {
    batchNo,
    firstFileId: last.file + 1,
    folder,
    work: workplace.folder,
    hidden: options.hidden ?? false,
    preview: options.dryRun ?? false,
    skipUnreadable: options.skipUnreadable ?? false,
  };
  const staged = await stageFiles(draft, programme, files, into, (index) =>
    options.onProgress?.({
      step: 'read',
      done: index,
      total: files.length,
      label: files[index]?.path ?? '',
    }),
  );
  const batch: BatchRecord = {
    batch: `B${batchNo}`,
    batchNo,
    loadedAt: instantInShanghai(),
    loadedBy: options.by ?? null,
    unit: options.unit ?? null,
    today,
    invented: options.demo ?? false,
    staged: staged.files,
  };
  // Flushing takes a while, and the next steps need not wait for it.
  const kept = workplace.background(options.dryRun ? Promise.resolve() : staged.keep(homePaths(home).files));
  return { batch, folder, loose: staged.loose, unreadable: staged.unreadable, kept };
}

/** Judges the staged rows, applies them to the ledgers and records the batch with its accounting. */
async function judgeBatch(
  { options, opened: { programme }, hasParent }: Load,
  draft: Draft,
  { batch, folder, loose }: Staging,
): Promise<{ accounts: LoadReport['files']; applied: Applied }> {
  const { connection } = draft;
  await recordFiles(connection, batch);
  if (hasParent) await beginScope(connection);
  const applied = await applyBatch(draft, programme, batch, {
    onKind: (kind) =>
      options.onProgress?.({
        step: 'check',
        done: LedgerKind.options.indexOf(kind),
        total: LedgerKind.options.length,
        label: kind,
      }),
    record: hasParent,
    admitFrom: options.admitFrom,
    beside: options.dryRun ? [] : stagingParquet(batch.batchNo, loose, folder),
  });
  const accounts = account(batch.staged, applied);
  await recordBatch(connection, batch, accounts);
  return { accounts, applied };
}

/** The last batch and file of a snapshot, which stays attached as `parent`; 0 if there is none. */
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
 * Tasks that write the rows as they were read to Parquet: a snapshot can be rebuilt from these, and any engine that reads
 * Parquet can use them.
 * @param kinds whose rows are not in Parquet yet
 */
function stagingParquet(batchNo: number, kinds: LedgerKind[], folder: string): Task[] {
  return kinds.map((kind) => ({
    name: `${kind}.parquet`,
    after: [],
    run: async (connection) => {
      const path = textLiteral(join(folder, `${kind}.parquet`));
      // Rows of earlier batches that wait for a reference may be in the table too.
      await connection.run(`COPY (FROM raw_rows_${kind} WHERE batch_no = ${batchNo}) TO ${path} (${STAGED})`);
    },
  }));
}
