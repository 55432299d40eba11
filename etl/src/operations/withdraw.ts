import { join } from 'node:path';
import { dayInShanghai, instantInShanghai } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { clearWork, explainLoadError } from '../draft/draft.ts';
import { currentSnapshotPath, homeInfo, homePaths, nextSnapshotId } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { openSnapshotFile } from '../home/open-snapshot.ts';
import { publishSnapshot } from '../home/snapshots.ts';
import { buildModels } from '../models/build.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readBatchRecord } from '../stage/batch-record.ts';
import { closeFindings } from '../supervision/closed-findings.ts';
import { describeSnapshot } from './describe.ts';
import type { LoadProgress } from './load.ts';
import { batchesOf, rebuild } from './rebuild.ts';

export interface WithdrawOptions {
  home: string;
  /** `B3`. */
  batch: string;
  /** Who withdraws, and why; both stay readable. */
  by?: string | undefined;
  comment?: string | undefined;
  waitMs?: number;
  onProgress?: (progress: LoadProgress) => void;
  onWait?: (pid: number) => void;
}

export interface WithdrawResult {
  batch: string;
  /** The snapshot that is current now. */
  snapshot: string;
  quarantined: number;
}

/**
 * Takes a batch back (撤销批次): every figure returns to what it is without it, rows that its rows had corrected are
 * in force again, and rows of other batches that referred to its rows go to quarantine (V09) until those come back.
 * The original files and the batch's Parquet stay in the ledger store.
 * @throws UserError where there is no such batch in force, and as `load` does
 */
export async function withdraw(options: WithdrawOptions): Promise<WithdrawResult> {
  const { home, batch } = options;
  const paths = homePaths(home);
  const info = await homeInfo(home);
  if (!info) throw noSuchBatch(batch, []);
  const programme = await loadProgramme(programmeFolder(info.programme));
  const release = await takeLock(paths.lock, options.waitMs ?? 0, options.onWait);
  try {
    await clearWork(paths.work);
    const parent = await currentSnapshotPath(home);
    const inForce = parent ? await batchesOf(home, parent.id) : [];
    if (!parent || !inForce.includes(batch)) throw noSuchBatch(batch, inForce);
    const withdrawn = await readBatchRecord(home, batch);
    const earlier = await readWithdrawals(parent);
    const draft = join(paths.work, 'warehouse.duckdb');
    const rest = inForce.filter((other) => other !== batch);
    const made = await rebuild(home, programme, rest, draft, (done, total) =>
      options.onProgress?.({ step: 'check', done, total, label: rest[done] ?? '' }),
    );
    const { connection, finish, close } = made;
    try {
      const now = instantInShanghai();
      const own = [
        batch,
        now,
        options.by ?? null,
        options.comment ?? null,
        withdrawn.staged.map(({ path }) => path),
        withdrawn.unit,
      ];
      await connection.run('DELETE FROM withdrawal');
      for (const line of [...earlier, own]) {
        await connection.run(
          `INSERT INTO withdrawal VALUES ($1, $2, $3, $4, json_transform($5, '["VARCHAR"]'), $6)`,
          // Earlier versions knew no units.
          [...line, null].slice(0, 6).map((value) => (Array.isArray(value) ? JSON.stringify(value) : value)),
        );
      }
      const snapshot = await nextSnapshotId(home);
      const record = await describeSnapshot(connection, {
        id: snapshot,
        parent: parent.id,
        change: 'withdraw',
        batch: { ...withdrawn, today: dayInShanghai(), loadedBy: options.by ?? null },
        info,
      });
      options.onProgress?.({ step: 'figures', done: 0, total: 1, label: '' });
      await buildModels(made, programme);
      await closeFindings(connection, parent.path, { snapshot, at: record.createdAt });
      options.onProgress?.({ step: 'publish', done: 0, total: 1, label: snapshot });
      await finish();
      await publishSnapshot(home, draft, record);
      return { batch, snapshot, quarantined: record.quarantined };
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

type WithdrawalLine = (string | string[] | null)[];

/** The snapshot that is rebuilt from may be older than earlier withdrawals: what was done stays told. */
async function readWithdrawals({ id, path }: { id: string; path: string }): Promise<WithdrawalLine[]> {
  const opened = await openSnapshotFile(id, path);
  try {
    const connection = await opened.connect();
    const known = await connection.runAndReadAll(
      "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'withdrawal'",
    );
    // A snapshot of an earlier version has none.
    if (Number(known.getRowsJS()[0]?.[0]) === 0) return [];
    const reader = await connection.runAndReadAll('SELECT * FROM withdrawal ORDER BY withdrawn_at');
    connection.closeSync();
    return reader.getRowsJson() as WithdrawalLine[];
  } finally {
    opened.close();
  }
}

function noSuchBatch(batch: string, inForce: string[]): UserError {
  return new UserError({
    zh: `没有可撤销的批次 ${batch}${inForce.length > 0 ? `；在用的批次：${inForce.join('、')}` : '；还没有装载过台账'}`,
    en: `no batch ${batch} to withdraw${inForce.length > 0 ? `; in force: ${inForce.join(', ')}` : ': nothing has been loaded yet'}`,
  });
}
