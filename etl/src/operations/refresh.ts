import type { DuckDBConnection } from '@duckdb/node-api';
import { dayInShanghai } from '@skill-ledger/contracts';
import { currentSnapshotPath } from '../home/home.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import { NO_ACTOR } from '../home/operation-records.ts';
import { openHome } from '../home/programme.ts';
import { readCatalog } from '../models/catalog.ts';
import { readBatchRecord } from '../stage/batch-record.ts';
import { exclusively } from './exclusively.ts';
import { newSnapshot } from './new-snapshot.ts';
import { batchesOf } from './rebuild.ts';

/**
 * Publishes the current rows as a new snapshot if the current one was computed by other models, amounts or columns than
 * the program has now, so that no page shows figures of two versions. The ledgers are not read again.
 * @returns id of the new snapshot; null if the current one is up to date, or there is none
 * @throws UserError as `load` does
 */
export async function refreshSnapshot(home: string, waitMs = 0): Promise<string | null> {
  const opened = await openHome(home);
  const current = opened && (await currentSnapshotPath(home));
  if (!opened || !current) return null;
  const { version: wanted } = await readCatalog(opened.programme);
  if ((await withSnapshot(home, current.id, readModelVersion)) === wanted) return null;
  return exclusively(home, { waitMs }, async (workplace) => {
    const parent = (await currentSnapshotPath(home)) ?? current;
    const [lastBatch = 'B1'] = (await batchesOf(home, parent.id)).reverse();
    const today = dayInShanghai();
    const { record } = await newSnapshot(opened, workplace, {
      change: 'refresh',
      parent,
      base: parent,
      bytes: 0,
      today,
      auditEntry: () => ({ action: 'snapshot.refresh', subject: parent.id, detail: {}, actor: NO_ACTOR }),
      edit: async (_draft, attach) => {
        await attach();
        return { batch: { ...(await readBatchRecord(home, lastBatch)), today, loadedBy: null } };
      },
    });
    return record.id;
  });
}

/** Version of the models that made the snapshot which the connection reads; null for one made before versions were recorded. */
export async function readModelVersion(connection: DuckDBConnection): Promise<string | null> {
  const known = await connection.runAndReadAll(
    `SELECT count(*) FROM duckdb_tables()
     WHERE database_name = current_database() AND table_name = 'model_version'`,
  );
  if (Number(known.getRowsJS()[0]?.[0]) === 0) return null;
  const version = await connection.runAndReadAll('SELECT version FROM model_version');
  return (version.getRowsJS()[0]?.[0] as string | undefined) ?? null;
}
