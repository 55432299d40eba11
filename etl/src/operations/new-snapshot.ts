import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SnapshotInfo } from '@skill-ledger/contracts';
import { loadMacros } from '../check/macros.ts';
import { type Draft, prepareDraft, sizeOf } from '../draft/draft.ts';
import { dropRawTables } from '../draft/schema.ts';
import { createWarehouseTables } from '../draft/warehouse-tables.ts';
import { nextSnapshotId } from '../home/home.ts';
import { announceOperation, type OperationDescription } from '../home/operation-records.ts';
import type { OpenHome } from '../home/programme.ts';
import { publishSnapshot, type SnapshotRecord } from '../home/snapshots.ts';
import { buildModels } from '../models/build.ts';
import { closeFindings } from '../supervision/closed-findings.ts';
import { describeSnapshot, type SnapshotOrigin } from './describe.ts';
import type { Workplace } from './exclusively.ts';

/** How far an operation is, for a progress bar: `done` of `total` parts of the step. */
export interface Progress {
  step: 'read' | 'check' | 'figures' | 'publish';
  done: number;
  total: number;
  /** The file, kind, batch or snapshot being worked on. */
  label: string;
}

/** A snapshot file. */
interface SnapshotFile {
  id: string;
  path: string;
}

/** What `edit` did to the ledgers. */
interface Edited {
  /** The batch the new snapshot is about; null if nothing is to be published. */
  batch: SnapshotOrigin['batch'] | null;
  /** Everything is computed, and nothing published. */
  isTrial?: boolean;
}

/** What is specific to the operation that builds a snapshot. */
export interface Plan<E extends Edited> {
  change: SnapshotInfo['change'];
  /** The current snapshot, recorded as the parent of the new one; null for the first. */
  parent: SnapshotFile | null;
  /** The snapshot whose copy the new one starts from; null to start empty. */
  base: SnapshotFile | null;
  /** Bytes of the ledgers that are to be read. */
  bytes: number;
  /** Day (YYYY-MM-DD) against which rows are checked. */
  today: string;
  /**
   * Brings the ledgers up to date. `attach` waits for the copy of `base`, attaches it and aligns its tables with the
   * programme; before it only the database `work` is there.
   */
  edit(draft: Draft, attach: () => Promise<void>): Promise<E>;
  /** Brings the models up to date; builds all of them by default. */
  updateModels?(draft: Draft, edited: E): Promise<void>;
  /** Reads what is wanted of the finished tables and models, before anything is published; also on a trial. */
  measure?(draft: Draft, edited: E, snapshot: string): Promise<void>;
  /** Writes what has to be in the ledger store before the snapshot becomes current. */
  beforePublishing?(edited: E): Promise<void>;
  /** What the audit log records. */
  auditEntry(edited: E): OperationDescription;
  /** Inspects the finished draft, beside the snapshot attached as `parent`; the draft is then discarded, not published. */
  rehearse?: ((connection: DuckDBConnection) => Promise<void>) | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** The result: no record if `edit` decided that nothing is to be published. */
interface Made<E extends Edited> {
  edited: E;
  record: null extends E['batch'] ? SnapshotRecord | null : SnapshotRecord;
}

/**
 * Builds a new snapshot and publishes it, or leaves the home unchanged: copy and open the base, edit the ledgers, describe the
 * snapshot, bring the models up to date, close findings that no longer exist, write the file, publish. Every operation
 * that changes the ledgers goes through here, inside `exclusively`.
 * @throws whatever a step throws; nothing is published then
 */
export async function newSnapshot<E extends Edited>(
  { home, info, programme }: OpenHome,
  { folder, background }: Workplace,
  plan: Plan<E>,
): Promise<Made<E>> {
  const { parent, base } = plan;
  const path = join(folder, 'warehouse.duckdb');
  // A province's warehouse takes a while to copy, and is needed only when the files are read.
  const copied = background(base ? copyFile(base.path, path) : Promise.resolve());
  const draft = await prepareDraft(path, folder, plan.bytes + (base ? await sizeOf(base.path) : 0));
  const { connection } = draft;
  try {
    await loadMacros(connection, plan.today);
    const edited = await plan.edit(draft, async () => {
      await copied;
      await draft.attach();
      await createWarehouseTables(connection, programme);
    });
    const { batch } = edited;
    if (batch === null) return { edited, record: null } as Made<E>;
    await dropRawTables(connection);
    const id = await nextSnapshotId(home);
    const origin = { id, parent: parent?.id ?? null, change: plan.change, batch, info };
    const record = await describeSnapshot(connection, origin);
    plan.onProgress?.({ step: 'figures', done: 0, total: 1, label: '' });
    await (plan.updateModels?.(draft, edited) ?? buildModels(draft, programme));
    await closeFindings(connection, parent?.path ?? null, { snapshot: id, at: record.createdAt });
    await plan.measure?.(draft, edited, id);
    if (edited.isTrial) return { edited, record: null } as Made<E>;
    if (plan.rehearse) {
      await plan.rehearse(connection);
      return { edited, record };
    }
    plan.onProgress?.({ step: 'publish', done: 0, total: 1, label: id });
    await draft.finish();
    await plan.beforePublishing?.(edited);
    await announceOperation(home, plan.auditEntry(edited), id);
    await publishSnapshot(home, path, record);
    return { edited, record };
  } finally {
    draft.close();
  }
}
