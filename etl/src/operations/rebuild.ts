import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LedgerKind } from '@skill-ledger/contracts';
import { loadMacros } from '../check/macros.ts';
import type { Draft } from '../draft/draft.ts';
import { createRawTable, rawPart } from '../draft/schema.ts';
import { homePaths, snapshotIds } from '../home/home.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import type { OpenHome } from '../home/programme.ts';
import { account, recordBatch, recordFiles } from '../judge/account.ts';
import { applyBatch } from '../judge/apply.ts';
import { type BatchRecord, readBatchRecord } from '../stage/batch-record.ts';

/** How to build a warehouse that holds exactly the given batches, as if no other had ever been loaded. */
export interface Rebuild {
  /** The snapshot of the longest prefix of them, to be copied; null if there is none. */
  base: { id: string; path: string } | null;
  /** The batches to apply again from the ledger store, in order. */
  again: BatchRecord[];
  /** Bytes of the ledgers of these. */
  bytes: number;
}

/**
 * Plans a rebuild.
 * @param batches in the order in which they were loaded
 */
export async function planRebuild(home: string, batches: string[]): Promise<Rebuild> {
  const base = await longestPrefix(home, batches);
  const again = await Promise.all(
    batches.slice(base?.batches ?? 0).map((batch) => readBatchRecord(home, batch)),
  );
  return {
    base: base && { id: base.id, path: homePaths(home).snapshot(base.id) },
    again,
    bytes: again.flatMap(({ staged }) => staged).reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** The snapshot of the first n of these batches and no others, with the largest n. */
async function longestPrefix(
  home: string,
  batches: string[],
): Promise<{ id: string; batches: number } | null> {
  let best: { id: string; batches: number } | null = null;
  for (const id of (await snapshotIds(home)).reverse()) {
    // No other holds more of them.
    if (best?.batches === batches.length) break;
    const held = await batchesOf(home, id);
    const fits = held.length > 0 && held.every((batch, index) => batch === batches[index]);
    if (fits && held.length > (best?.batches ?? 0)) best = { id, batches: held.length };
  }
  return best;
}

/** The batches in force in a snapshot, in the order in which they were loaded. */
export const batchesOf = (home: string, snapshot: string): Promise<string[]> =>
  withSnapshot(home, snapshot, async (connection) => {
    const reader = await connection.runAndReadAll('SELECT batch FROM batch ORDER BY batch_no');
    return reader.getRowsJS().map(([batch]) => String(batch));
  });

/**
 * Applies a batch again from its Parquet in the ledger store, checked against the day on which it was loaded and by the
 * programme's current columns: columns missing from its Parquet are empty.
 */
export async function applyAgain(
  draft: Draft,
  { home, programme }: OpenHome,
  record: BatchRecord,
): Promise<void> {
  const { connection } = draft;
  await loadMacros(connection, record.today);
  const folder = join(homePaths(home).batches, record.batch);
  const names = await readdir(folder);
  const kinds = new Set(record.staged.flatMap(({ sheets }) => sheets.map(({ kind }) => kind)));
  for (const kind of LedgerKind.options) {
    if (!kinds.has(kind)) continue;
    // A sheet with a header and no rows may have left no Parquet.
    const files = names.filter((name) => name === `${kind}.parquet` || name.startsWith(`${kind}-`));
    const parts = files.length > 0 ? [rawPart(files.map((name) => join(folder, name)))] : [];
    await createRawTable(connection, programme, kind, parts);
  }
  await recordFiles(connection, record);
  const applied = await applyBatch(draft, programme, record);
  await recordBatch(connection, record, account(record.staged, applied));
}
