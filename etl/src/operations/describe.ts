import type { DuckDBConnection } from '@duckdb/node-api';
import { instantInShanghai, LedgerKind, type SnapshotInfo } from '@skill-ledger/contracts';
import type { HomeInfo } from '../home/home.ts';
import type { SnapshotRecord } from '../home/snapshots.ts';
import type { BatchRecord } from '../stage/batch-record.ts';

/** What a new snapshot is built from. */
export interface SnapshotOrigin {
  id: string;
  parent: string | null;
  change: SnapshotInfo['change'];
  /** The batch that was loaded or withdrawn. */
  batch: Pick<BatchRecord, 'batch' | 'today' | 'loadedBy' | 'staged'>;
  info: HomeInfo;
}

/**
 * Writes the snapshot's description into its table `snapshot`. The default as-of date is a day of trainings and
 * statistics: payments are made later, some much later, and would make every pace look behind (spec 1).
 * @returns what is stored beside the file, for lists
 */
export async function describeSnapshot(
  connection: DuckDBConnection,
  { id, parent, change, batch, info }: SnapshotOrigin,
): Promise<SnapshotRecord> {
  const createdAt = instantInShanghai();
  await connection.run('DELETE FROM snapshot');
  await connection.run(
    `INSERT INTO snapshot
     SELECT $1, $2, $3, $4, max(day), $5, $6 FROM (
       SELECT ends_on AS day FROM classes
       WHERE EXISTS (FROM enrolments e WHERE e.class_id = classes.class_id AND e.status = '结业')
       UNION ALL SELECT stat_on FROM workforce
     ) WHERE day <= $7::DATE`,
    [id, createdAt, parent, batch.batch, info.programme, info.demo, batch.today],
  );
  const counts = LedgerKind.options.map((kind) => `SELECT count(*) AS rows FROM ${kind}`).join(' UNION ALL ');
  const reader = await connection.runAndReadAll(
    `SELECT sum(rows)::INTEGER, (SELECT count(*) FROM quarantine)::INTEGER FROM (${counts})`,
  );
  const [rows, quarantined] = reader.getRowsJS()[0] ?? [];
  return {
    id,
    createdAt,
    parent,
    change,
    batch: batch.batch,
    by: batch.loadedBy,
    files: batch.staged.map((file) => file.path),
    rows: Number(rows),
    quarantined: Number(quarantined),
  };
}
