import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { LedgerKind, type LoadReport } from '@skill-ledger/contracts';
import { loadMacros } from '../check/macros.ts';
import { explainFileError, UserError } from '../errors.ts';
import { buildModels } from '../models/run.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { dayInShanghai, instantInShanghai } from '../time.ts';
import { type Applied, applyBatch } from './apply.ts';
import { currentSnapshotPath, ensureHome, type HomeInfo, homePaths, snapshotIds } from './home.ts';
import { takeLock } from './lock.ts';
import { publishSnapshot, type SnapshotRecord } from './publish.ts';
import { createWarehouseTables } from './schema.ts';
import { findFiles, type StagedFile, type StagedSheet, stageFiles } from './stage.ts';

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
  /** How long to wait for another load, in milliseconds. */
  waitMs?: number;
  /** Day of the load (YYYY-MM-DD); today by default. */
  today?: string;
  onProgress?: (progress: LoadProgress) => void;
  onWait?: (pid: number) => void;
}

export interface LoadResult extends LoadReport {
  /** Rows of earlier loads that came out of quarantine. */
  resolved: number;
  changed: boolean;
  /** What a person should know beside the numbers. */
  sheets: { path: string; sheet: StagedSheet }[];
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
  try {
    await clearWork(paths.work);
    const parent = await currentSnapshotPath(home);
    const draft = join(paths.work, 'warehouse.duckdb');
    if (parent) await copyFile(parent.path, draft);
    const { connection, close } = await openDraft(draft, paths.work);
    try {
      await loadMacros(connection, today);
      await connection.run('BEGIN');
      await createWarehouseTables(connection, programme);
      const batchNo = await nextNumber(connection, 'batch', 'batch_no', await batchNumbers(paths.batches));
      const staged = await stageFiles(
        connection,
        home,
        programme,
        files,
        { batchNo, firstFileId: await nextNumber(connection, 'file', 'file_id', []) },
        (index) =>
          progress({ step: 'read', done: index, total: files.length, label: files[index]?.path ?? '' }),
      );
      await recordFiles(connection, staged, batchNo);
      const folder = join(paths.work, 'batch');
      if (!options.dryRun) await stageParquet(connection, folder);
      const applied = await applyBatch(connection, programme, batchNo, (kind) =>
        progress({
          step: 'check',
          done: LedgerKind.options.indexOf(kind),
          total: LedgerKind.options.length,
          label: kind,
        }),
      );
      const result = account(staged, applied);
      if (options.dryRun || !applied.changed) {
        await connection.run('ROLLBACK');
        return { ...result, batch: null, snapshot: parent?.id ?? null };
      }
      const batch = `B${batchNo}`;
      const snapshot = String(Number((await snapshotIds(home)).at(-1) ?? 0) + 1);
      const now = instantInShanghai();
      await recordBatch(connection, { batch, batchNo, staged, files: result.files, now });
      const record = await describeSnapshot(
        connection,
        {
          id: snapshot,
          now,
          parent: parent?.id ?? null,
          batch,
          files: files.map((file) => file.path),
          today,
        },
        info,
      );
      progress({ step: 'figures', done: 0, total: 1, label: '' });
      await buildModels(connection);
      await connection.run('COMMIT');
      progress({ step: 'publish', done: 0, total: 1, label: snapshot });
      await connection.run('CHECKPOINT');
      close();
      await writeFile(
        join(folder, 'batch.json'),
        `${JSON.stringify({ batch, files: result.files, staged }, null, 1)}\n`,
      );
      await rename(folder, join(paths.batches, batch));
      await publishSnapshot(home, draft, record);
      return { ...result, batch, snapshot };
    } finally {
      close();
    }
  } catch (error) {
    throw explainLoadError(explainFileError(error, home), home);
  } finally {
    await clearWork(paths.work).catch(() => {});
    await release();
  }
}

async function clearWork(work: string): Promise<void> {
  await mkdir(work, { recursive: true });
  for (const name of await readdir(work)) await rm(join(work, name), { recursive: true, force: true });
}

async function openDraft(
  path: string,
  work: string,
): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(path, {
    temp_directory: join(work, 'spill'),
    memory_limit: '3GB',
    autoinstall_known_extensions: 'false',
    // Rows carry their origin, so that their order in a table means nothing.
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  let open = true;
  return {
    connection,
    close: () => {
      if (!open) return;
      open = false;
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Numbers of the batch folders there are, whichever snapshot is current. */
async function batchNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => Number(/^B(\d+)$/.exec(name)?.[1] ?? 0));
}

async function nextNumber(
  connection: DuckDBConnection,
  table: string,
  column: string,
  others: number[],
): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT coalesce(max(${column}), 0)::INTEGER FROM ${table}`);
  return Math.max(Number(reader.getRowsJS()[0]?.[0] ?? 0), ...others) + 1;
}

/** The rows as they were read, for ever: a snapshot can be made again from these, by any engine that reads Parquet. */
async function stageParquet(connection: DuckDBConnection, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const kind of LedgerKind.options) {
    const path = join(folder, `${kind}.parquet`).replaceAll("'", "''");
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM raw_${kind}`);
    if (Number(reader.getRowsJS()[0]?.[0]) === 0) continue;
    await connection.run(`COPY raw_${kind} TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
  }
}

async function recordFiles(
  connection: DuckDBConnection,
  staged: StagedFile[],
  batchNo: number,
): Promise<void> {
  for (const file of staged) {
    await connection.run('INSERT INTO file VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      file.fileId,
      batchNo,
      file.path,
      file.sha256,
      file.bytes,
      file.format,
      file.encoding,
    ]);
  }
}

/** The accounting: read = accepted + unchanged + corrected + quarantined + ignored, for every sheet. */
function account(staged: StagedFile[], applied: Applied): Omit<LoadResult, 'batch' | 'snapshot'> {
  const files = staged.map((file) => ({
    path: file.path,
    sheets: file.sheets.map((sheet) => {
      const rows = applied.sheets.find((row) => row.fileId === file.fileId && row.sheetNo === sheet.sheetNo);
      const { accepted = 0, unchanged = 0, corrected = 0, quarantined = 0 } = rows ?? {};
      const { name, kind, headerRow, read, ignored } = sheet;
      if (read !== accepted + unchanged + corrected + quarantined + ignored) {
        throw new Error(`accounting of ${file.path} ${name} does not balance`);
      }
      return { sheet: name, kind, headerRow, read, accepted, unchanged, corrected, quarantined, ignored };
    }),
  }));
  return {
    files,
    resolved: applied.resolved,
    changed: applied.changed,
    sheets: staged.flatMap((file) => file.sheets.map((sheet) => ({ path: file.path, sheet }))),
  };
}

async function recordBatch(
  connection: DuckDBConnection,
  load: { batch: string; batchNo: number; staged: StagedFile[]; files: LoadReport['files']; now: string },
): Promise<void> {
  await connection.run('INSERT INTO batch VALUES ($1, $2, $3)', [load.batchNo, load.batch, load.now]);
  for (const [index, file] of load.files.entries()) {
    const staged = load.staged[index];
    for (const [sheetNo, sheet] of file.sheets.entries()) {
      const { read, accepted, unchanged, corrected, quarantined, ignored } = sheet;
      await connection.run(
        `INSERT INTO sheet VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, json_transform($12, '["VARCHAR"]'))`,
        [
          staged?.fileId ?? null,
          sheetNo,
          sheet.sheet,
          sheet.kind,
          sheet.headerRow,
          read,
          accepted,
          unchanged,
          corrected,
          quarantined,
          ignored,
          JSON.stringify(staged?.sheets[sheetNo]?.ignoredColumns ?? []),
        ],
      );
    }
  }
}

/** The snapshot's own description, inside the file and (for lists) beside it. */
async function describeSnapshot(
  connection: DuckDBConnection,
  about: { id: string; now: string; parent: string | null; batch: string; files: string[]; today: string },
  info: HomeInfo,
): Promise<SnapshotRecord> {
  const { id, now, parent, batch, files, today } = about;
  await connection.run('DELETE FROM snapshot');
  await connection.run(
    `INSERT INTO snapshot
     SELECT $1, $2, $3, $4, max(day), $5, $6 FROM (
       SELECT ends_on AS day FROM classes UNION ALL SELECT paid_on FROM payouts UNION ALL SELECT stat_on FROM workforce
     ) WHERE day <= $7::DATE`,
    [id, now, parent, batch, info.programme, info.demo, today],
  );
  const counts = LedgerKind.options.map((kind) => `(SELECT count(*) FROM ${kind})`).join(' + ');
  const reader = await connection.runAndReadAll(
    `SELECT (${counts})::INTEGER, (SELECT count(*) FROM quarantine)::INTEGER`,
  );
  const [rows, quarantined] = reader.getRowsJS()[0] ?? [];
  return { id, createdAt: now, batch, files, rows: Number(rows), quarantined: Number(quarantined) };
}

/** DuckDB's own words for a full disk and the like, in words a person can act on. */
function explainLoadError(error: unknown, home: string): unknown {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof UserError || !/No space left|Disk full|Could not write/i.test(message)) return error;
  return new UserError(
    {
      zh: `${home} 所在磁盘空间不足，请清理后重试；原有数据未受影响`,
      en: `the disk of ${home} is full: free some space and try again; nothing was lost`,
    },
    { cause: error },
  );
}
