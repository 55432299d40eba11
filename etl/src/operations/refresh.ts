import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInShanghai } from '@skill-ledger/contracts';
import { loadMacros } from '../check/macros.ts';
import { clearWork, explainLoadError, openDraft } from '../draft/draft.ts';
import { createWarehouseTables } from '../draft/schema.ts';
import { currentSnapshotPath, homeInfo, homePaths, nextSnapshotId } from '../home/home.ts';
import { takeLock } from '../home/lock.ts';
import { openSnapshotFile } from '../home/open-snapshot.ts';
import { publishSnapshot } from '../home/snapshots.ts';
import { buildModels } from '../models/build.ts';
import { readCatalog } from '../models/catalog.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { readBatchRecord } from '../stage/batch-record.ts';
import { closeFindings } from '../supervision/closed-findings.ts';
import { describeSnapshot } from './describe.ts';
import { batchesOf } from './rebuild.ts';

/**
 * Publishes the current rows anew where the snapshot was computed by other models or amounts than this program's, so that no
 * page ever reads figures of two versions. The ledgers are not read again.
 * @returns id of the new snapshot; null where nothing had to be done
 * @throws UserError as `load` does
 */
export async function refreshSnapshot(home: string, waitMs = 0): Promise<string | null> {
  const info = await homeInfo(home);
  const current = info && (await currentSnapshotPath(home));
  if (!info || !current) return null;
  const programme = await loadProgramme(programmeFolder(info.programme));
  if (await isFresh(current, (await readCatalog(programme)).version)) return null;
  const paths = homePaths(home);
  const release = await takeLock(paths.lock, waitMs);
  try {
    await clearWork(paths.work);
    const draft = join(paths.work, 'warehouse.duckdb');
    await copyFile(current.path, draft);
    const [lastBatch = 'B1'] = (await batchesOf(home, current.id)).reverse();
    const made = await openDraft(draft, paths.work);
    const { connection, finish, close } = made;
    try {
      await loadMacros(connection, dayInShanghai());
      await createWarehouseTables(connection, programme);
      const snapshot = await nextSnapshotId(home);
      const record = await describeSnapshot(connection, {
        id: snapshot,
        parent: current.id,
        change: 'refresh',
        batch: { ...(await readBatchRecord(home, lastBatch)), today: dayInShanghai(), loadedBy: null },
        info,
      });
      await buildModels(made, programme);
      await closeFindings(connection, current.path, { snapshot, at: record.createdAt });
      await finish();
      await publishSnapshot(home, draft, record);
      return snapshot;
    } finally {
      close();
    }
  } catch (error) {
    throw explainLoadError(error, home);
  } finally {
    await clearWork(paths.work).catch(() => {});
    await release();
  }
}

async function isFresh({ id, path }: { id: string; path: string }, wanted: string): Promise<boolean> {
  const opened = await openSnapshotFile(id, path);
  try {
    const connection = await opened.connect();
    const there = await connection.runAndReadAll(
      "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'model_version'",
    );
    if (Number(there.getRowsJS()[0]?.[0]) === 0) return false;
    const version = await connection.runAndReadAll('SELECT version FROM model_version');
    connection.closeSync();
    return version.getRowsJS()[0]?.[0] === wanted;
  } finally {
    opened.close();
  }
}
