import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditDetailName, instantInShanghai } from '@skill-ledger/contracts';
import { homePaths, readCurrent, replaceFile, syncFolder } from './home.ts';
import { tryLock } from './lock.ts';

/** The user on whose behalf an operation runs, as the audit log names them. */
export interface OperationActor {
  name: string | null;
  role: string | null;
  unit: string | null;
  address: string | null;
}

/** An operation as its caller describes it to the audit log. */
export interface OperationDescription {
  action: 'batch.load' | 'batch.withdraw' | 'snapshot.refresh' | 'snapshot.use';
  subject: string;
  /** Without personal data: the log is kept permanently. */
  detail: Partial<Record<AuditDetailName, unknown>>;
  actor: OperationActor;
}

/**
 * A change of the current snapshot, recorded before it happens. The audit log is in another store, so the two cannot be
 * changed in one transaction: a record stays here until the log has its entry, even if a process is killed in between.
 */
export interface OperationRecord extends OperationDescription {
  id: string;
  /** 1, 2, 3 … of the records there are: two operations may fall into one second. */
  nth: number;
  at: string;
  /** Id of the snapshot that becomes current by it. */
  snapshot: string;
  /** Whether it has happened; while false, CURRENT decides (`settleOperations`). */
  done: boolean;
}

/** An operation that the program ran by itself. */
export const NO_ACTOR: OperationActor = { name: null, role: null, unit: null, address: null };

const recordPath = (home: string, id: string): string => join(homePaths(home).operations, `${id}.json`);

/** Records an operation that is about to take effect. The caller holds the lock of the home. */
export async function announceOperation(
  home: string,
  description: OperationDescription,
  snapshot: string,
): Promise<void> {
  const { operations } = homePaths(home);
  await mkdir(operations, { recursive: true, mode: 0o700 });
  const record: OperationRecord = {
    id: randomUUID(),
    nth: Math.max(0, ...(await readRecords(home)).map(({ nth }) => nth)) + 1,
    at: instantInShanghai(),
    ...description,
    snapshot,
    done: false,
  };
  await writeFile(recordPath(home, record.id), JSON.stringify(record), { flush: true });
  await syncFolder(operations);
}

/** Records in the order in which the operations were announced; an incomplete one is left out: its operation never began. */
async function readRecords(home: string): Promise<OperationRecord[]> {
  const { operations } = homePaths(home);
  const names = (await readdir(operations).catch(() => [])).filter((name) => name.endsWith('.json'));
  const found: OperationRecord[] = [];
  for (const name of names) {
    try {
      found.push(JSON.parse(await readFile(join(operations, name), 'utf8')) as OperationRecord);
    } catch {
      // Incomplete, so the operation did not begin; or removed meanwhile.
    }
  }
  return found.sort((a, b) => a.nth - b.nth);
}

/**
 * Decides which of the announced operations took effect: each was the last to change CURRENT at that point, because every
 * operation calls this first. The caller holds the lock of the home.
 */
export async function settleOperations(home: string): Promise<void> {
  const open = (await readRecords(home)).filter(({ done }) => !done);
  if (open.length === 0) return;
  const current = await readCurrent(home);
  for (const record of open) {
    if (record.snapshot === current) {
      await replaceFile(recordPath(home, record.id), JSON.stringify({ ...record, done: true }));
    } else await rm(recordPath(home, record.id), { force: true });
  }
}

/** The operations that took effect and that `forgetOperation` has not been called for yet. */
export async function finishedOperations(home: string): Promise<OperationRecord[]> {
  const records = await readRecords(home);
  if (records.length === 0) return [];
  if (records.every(({ done }) => done)) return records;
  // An operation under way settles its own.
  const lock = tryLock(homePaths(home).lock);
  if (lock) {
    try {
      await settleOperations(home);
    } finally {
      lock.release();
    }
  }
  return (await readRecords(home)).filter(({ done }) => done);
}

/** Removes the record of an operation that the audit log has. */
export const forgetOperation = (home: string, id: string): Promise<void> =>
  rm(recordPath(home, id), { force: true });
