import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../base/errors.ts';
import { homeInfo, homePaths } from '../home/home.ts';
import type { StagedFile } from './staged.ts';

/** The contents of batch.json, beside the batch's Parquet in the ledger store: enough to apply the batch again. */
export interface BatchRecord {
  /** `B1`, `B2` … – never reused in a home. */
  batch: string;
  batchNo: number;
  /** Instant of the load, ISO with offset. */
  loadedAt: string;
  /** Name of the user who loaded it; null if none was given. */
  loadedBy: string | null;
  /** The unit that reported it and owns it; null if the office did. */
  unit: string | null;
  /** Day of the load (YYYY-MM-DD), against which its rows were checked. */
  today: string;
  /** Whether its files were invented by `skill-ledger demo`. */
  invented?: boolean;
  staged: StagedFile[];
}

const RECORD = 'batch.json';

/**
 * Reads the record of a batch from the ledger store.
 * @throws UserError if it cannot be read
 */
export async function readBatchRecord(home: string, batch: string): Promise<BatchRecord> {
  const path = join(homePaths(home).batches, batch, RECORD);
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as BatchRecord;
    // Records written before units could report lack the field.
    return { ...record, unit: record.unit ?? null };
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Moves a batch into the ledger store: its record, and the folder with its Parquet. */
export async function keepBatch(home: string, folder: string, batch: BatchRecord): Promise<void> {
  await writeFile(join(folder, RECORD), `${JSON.stringify(batch, null, 1)}\n`);
  await rename(folder, join(homePaths(home).batches, batch.batch));
}

/** Batches known to be invented, by folder: a record never changes. */
const invented = new Set<string>();

/** Whether the home was made by `skill-ledger demo` and everything that was ever loaded into it was invented by that. */
export async function isDemoHome(home: string): Promise<boolean> {
  if (!(await homeInfo(home))?.demo) return false;
  const { batches } = homePaths(home);
  for (const name of await readdir(batches).catch(() => [])) {
    if (invented.has(join(batches, name))) continue;
    const record = await readBatchRecord(home, name).catch(() => null);
    if (!record?.invented) return false;
    invented.add(join(batches, name));
  }
  return true;
}

/** Numbers of the batches in the ledger store, of withdrawn ones too, in no order. */
export async function keptBatchNumbers(home: string): Promise<number[]> {
  const names = await readdir(homePaths(home).batches);
  return names.flatMap((name) => Number(/^B(\d+)$/.exec(name)?.[1] ?? 0));
}
