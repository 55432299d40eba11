import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInShanghai, LedgerKind } from '@skill-ledger/contracts';
import { loadMacros } from '../check/macros.ts';
import { type Draft, openDraft } from '../draft/draft.ts';
import { createRawTable, createWarehouseTables, rawPart } from '../draft/schema.ts';
import { homePaths, snapshotIds } from '../home/home.ts';
import { openSnapshotFile } from '../home/open-snapshot.ts';
import { account, recordBatch, recordFiles } from '../judge/account.ts';
import { applyBatch } from '../judge/apply.ts';
import type { Programme } from '../programme/programme.ts';
import { type BatchRecord, readBatchRecord } from '../stage/batch-record.ts';

/**
 * Makes a warehouse file out of exactly these batches, in their order, as if no other had ever been loaded: the
 * snapshot that has most of them to begin with, and the rest applied again from the ledger store.
 * The models are not built yet.
 * @param onBatch told before each batch that is applied again, with its number from 0 and how many there are
 */
export async function rebuild(
  home: string,
  programme: Programme,
  batches: string[],
  draft: string,
  onBatch: (index: number, total: number) => void = () => {},
): Promise<Draft> {
  const base = await longestStart(home, batches);
  if (base) await copyFile(homePaths(home).snapshot(base.id), draft);
  const again = await Promise.all(
    batches.slice(base?.batches ?? 0).map((batch) => readBatchRecord(home, batch)),
  );
  const incoming = again.flatMap(({ staged }) => staged).reduce((sum, { bytes }) => sum + bytes, 0);
  const opened = await openDraft(draft, homePaths(home).work, incoming);
  try {
    const { connection } = opened;
    await loadMacros(connection, dayInShanghai());
    await createWarehouseTables(connection, programme);
    for (const [index, record] of again.entries()) {
      onBatch(index, again.length);
      await applyAgain(opened, home, programme, record);
    }
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The snapshot made of the first n of these batches and no others, with the largest n. */
async function longestStart(
  home: string,
  batches: string[],
): Promise<{ id: string; batches: number } | null> {
  let best: { id: string; batches: number } | null = null;
  for (const id of (await snapshotIds(home)).reverse()) {
    const held = await batchesOf(home, id);
    const fits = held.length > 0 && held.every((batch, index) => batch === batches[index]);
    if (fits && held.length > (best?.batches ?? 0)) best = { id, batches: held.length };
  }
  return best;
}

/** The batches in force in a snapshot, in the order in which they were loaded. */
export async function batchesOf(home: string, snapshot: string): Promise<string[]> {
  const opened = await openSnapshotFile(snapshot, homePaths(home).snapshot(snapshot));
  try {
    const connection = await opened.connect();
    const reader = await connection.runAndReadAll('SELECT batch FROM batch ORDER BY batch_no');
    connection.closeSync();
    return reader.getRowsJS().map(([batch]) => String(batch));
  } finally {
    opened.close();
  }
}

async function applyAgain(
  draft: Draft,
  home: string,
  programme: Programme,
  record: BatchRecord,
): Promise<void> {
  const { connection } = draft;
  await loadMacros(connection, record.today);
  const folder = join(homePaths(home).batches, record.batch);
  const left = await readdir(folder);
  const kinds = new Set(record.staged.flatMap(({ sheets }) => sheets.map(({ kind }) => kind)));
  for (const kind of LedgerKind.options) {
    if (!kinds.has(kind)) continue;
    // A sheet with a header and no rows may have left no Parquet.
    const files = left.filter((name) => name === `${kind}.parquet` || name.startsWith(`${kind}-`));
    const parts = files.length > 0 ? [rawPart(files.map((name) => join(folder, name)))] : [];
    await createRawTable(connection, programme, kind, parts);
  }
  await recordFiles(connection, record);
  const applied = await applyBatch(draft, programme, record);
  await recordBatch(connection, record, account(record.staged, applied));
}
