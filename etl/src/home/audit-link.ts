import { mkdir, readFile } from 'node:fs/promises';
import { AuditAnchor } from '@skill-ledger/contracts';
import { homePaths, readCurrent, replaceFile, snapshotIds } from './home.ts';
import { finishedOperations, forgetOperation } from './operation-records.ts';
import { readRecord, writeRecord } from './snapshots.ts';

/** Records of the home for `reconcile`: operations to log, and the last known end of the log. */
export const auditLink = (home: string) => ({
  finished: () => finishedOperations(home),
  forget: (id: string) => forgetOperation(home, id),
  anchor: () => readAnchor(home),
  bind: (anchor: AuditAnchor) => writeAnchor(home, anchor),
});

/** The home's own note, or that of the newest snapshot which has one: removing the state store and the note is noticed too. */
async function readAnchor(home: string): Promise<AuditAnchor | null> {
  const own = await readFile(homePaths(home).anchor, 'utf8').catch(() => null);
  const known = own === null ? null : parsed(own);
  if (known) return known;
  for (const id of (await snapshotIds(home)).reverse()) {
    const { audit } = (await readRecord(home, id).catch(() => null)) ?? {};
    if (audit) return audit;
  }
  return null;
}

function parsed(text: string): AuditAnchor | null {
  try {
    return AuditAnchor.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function writeAnchor(home: string, anchor: AuditAnchor): Promise<void> {
  // With the state store on PostgreSQL, the first start may come before there is a home.
  await mkdir(home, { recursive: true, mode: 0o700 });
  await replaceFile(homePaths(home).anchor, `${JSON.stringify(anchor)}\n`);
  const current = await readCurrent(home);
  const record = current === null ? null : await readRecord(home, current).catch(() => null);
  if (record) await writeRecord(home, { ...record, audit: anchor });
}
