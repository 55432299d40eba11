import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../base/errors.ts';
import { homePaths } from '../home/home.ts';
import type { StagedFile } from './stage.ts';

/** What a batch says of itself (batch.json beside its Parquet): enough to apply it again. */
export interface BatchRecord {
  /** `B1`, `B2` … – never given twice in a home. */
  batch: string;
  batchNo: number;
  /** Instant of the load, ISO with offset. */
  loadedAt: string;
  /** Who loaded it; null where nobody was named. */
  loadedBy: string | null;
  /** The unit that reported it, which it belongs to; null where the office did. */
  unit: string | null;
  /** Day of the load (YYYY-MM-DD), against which its rows were checked. */
  today: string;
  staged: StagedFile[];
}

/**
 * Reads the record of a batch from the ledger store.
 * @throws UserError where it cannot be read
 */
export async function readBatchRecord(home: string, batch: string): Promise<BatchRecord> {
  const path = join(homePaths(home).batches, batch, 'batch.json');
  try {
    const record = JSON.parse(await readFile(path, 'utf8')) as BatchRecord;
    // Earlier versions knew no units.
    return { ...record, unit: record.unit ?? null };
  } catch (error) {
    throw explainFileError(error, path);
  }
}
