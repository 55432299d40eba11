import type { DuckDBConnection } from '@duckdb/node-api';
import { dayInShanghai, instantInShanghai, type SnapshotEffect } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { insertRows } from '../draft/bookkeeping.ts';
import { currentSnapshotPath } from '../home/home.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import { NO_ACTOR, type OperationActor } from '../home/operation-records.ts';
import { openHome } from '../home/programme.ts';
import type { SnapshotRecord } from '../home/snapshots.ts';
import type { Programme } from '../programme/programme.ts';
import { readBatchRecord } from '../stage/batch-record.ts';
import { exclusively, type Waiting, type Workplace, withWorkFolder } from './exclusively.ts';
import { newSnapshot, type Progress } from './new-snapshot.ts';
import { applyAgain, batchesOf, planRebuild } from './rebuild.ts';
import { type Before, effectOf, readBefore } from './withdrawal-effect.ts';

export interface WithdrawOptions extends Waiting {
  home: string;
  /** `B3`. */
  batch: string;
  /** Name of the user who withdraws it, and why; both stay readable. */
  by?: string | undefined;
  comment?: string | undefined;
  /** The user as the audit log names them; `by` by default. */
  actor?: OperationActor | undefined;
  onProgress?: (progress: Progress) => void;
}

/** A dry run: reports what would change. */
export interface PreviewOptions {
  home: string;
  batch: string;
  /** The only unit whose figures and findings are reported. */
  unit?: string | undefined;
  onProgress?: (progress: Progress) => void;
}

export interface WithdrawResult {
  batch: string;
  /** Id of the snapshot that is current now. */
  snapshot: string;
  /** Rows in quarantine now. */
  quarantined: number;
}

/**
 * Withdraws a batch (撤销批次): every figure is as without it, rows that its rows had corrected are
 * in force again, and rows of other batches that referred to its rows are quarantined (V09) until these are loaded again.
 * The original files and the batch's Parquet stay in the ledger store.
 * @throws UserError if no such batch is in force, and as `load` does
 */
export async function withdraw(options: WithdrawOptions): Promise<WithdrawResult> {
  const { record } = await rebuildWithout(options);
  return { batch: options.batch, snapshot: record.id, quarantined: record.quarantined };
}

/**
 * What a withdrawal would change: figures, rows, quarantine and findings. The snapshot without the batch is built,
 * compared and discarded.
 * @throws UserError as `withdraw` does
 */
export async function previewWithdrawal({ unit, ...options }: PreviewOptions): Promise<SnapshotEffect> {
  const effects: SnapshotEffect[] = [];
  await rebuildWithout(options, {
    before: (connection) => readBefore(connection, unit),
    look: async (connection, programme, before) => {
      effects.push(await effectOf(connection, programme, before, unit));
    },
  });
  const [effect] = effects;
  if (!effect) throw new Error('the withdrawal was not rehearsed');
  return effect;
}

/** Compares the current snapshot with the one without the batch; publishes nothing. */
interface Rehearsal {
  before(connection: DuckDBConnection): Promise<Before>;
  look(connection: DuckDBConnection, programme: Programme, before: Before): Promise<void>;
}

async function rebuildWithout(
  options: WithdrawOptions,
  rehearsal?: Rehearsal,
): Promise<{ record: SnapshotRecord }> {
  const { home, batch, by = null, comment = null, onProgress } = options;
  const opened = await openHome(home);
  if (!opened) throw noSuchBatch(batch, []);
  const run = async (workplace: Workplace): Promise<{ record: SnapshotRecord }> => {
    const parent = await currentSnapshotPath(home);
    const inForce = parent ? await batchesOf(home, parent.id) : [];
    if (!parent || !inForce.includes(batch)) throw noSuchBatch(batch, inForce);
    const before = rehearsal && (await withSnapshot(home, parent.id, rehearsal.before));
    const withdrawn = await readBatchRecord(home, batch);
    const earlier = await withSnapshot(home, parent.id, readWithdrawals);
    const rest = inForce.filter((other) => other !== batch);
    const { base, again, bytes } = await planRebuild(home, rest);
    const today = dayInShanghai();
    return newSnapshot(opened, workplace, {
      change: 'withdraw',
      parent,
      base,
      bytes,
      today,
      // The reason stands in the batch's history: it may name persons, and the log has other readers.
      auditEntry: () => ({
        action: 'batch.withdraw',
        subject: batch,
        detail: { commented: comment !== null },
        actor: options.actor ?? { ...NO_ACTOR, name: by },
      }),
      edit: async (draft, attach) => {
        await attach();
        for (const [done, other] of again.entries()) {
          onProgress?.({ step: 'check', done, total: again.length, label: other.batch });
          await applyAgain(draft, opened, other);
        }
        const files = withdrawn.staged.map(({ path }) => path);
        const own = { batch, withdrawn_at: instantInShanghai(), withdrawn_by: by, comment, files };
        // The base may be older than earlier withdrawals, which must stay readable.
        await draft.connection.run('DELETE FROM withdrawal');
        await insertRows(draft.connection, 'withdrawal', [...earlier, { ...own, unit: withdrawn.unit }]);
        return { batch: { ...withdrawn, today, loadedBy: by } };
      },
      rehearse: before && ((connection) => rehearsal.look(connection, opened.programme, before)),
      onProgress,
    });
  };
  // A preview takes no lock: it reads the snapshot that is current when it begins.
  return rehearsal ? withWorkFolder(home, run) : exclusively(home, options, run);
}

/** A row of the table `withdrawal`. */
interface Withdrawal {
  batch: string;
  withdrawn_at: string;
  withdrawn_by: string | null;
  comment: string | null;
  files: string[];
  unit: string | null;
}

/** The withdrawals that a snapshot records, oldest first; one of an earlier version may lack the table, or the unit. */
async function readWithdrawals(connection: DuckDBConnection): Promise<Withdrawal[]> {
  const known = await connection.runAndReadAll(
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'withdrawal'",
  );
  if (Number(known.getRowsJS()[0]?.[0]) === 0) return [];
  const reader = await connection.runAndReadAll('SELECT * FROM withdrawal ORDER BY withdrawn_at');
  return (reader.getRowObjectsJson() as unknown as Withdrawal[]).map((line) => ({
    ...line,
    unit: line.unit ?? null,
  }));
}

function noSuchBatch(batch: string, inForce: string[]): UserError {
  return new UserError({
    zh: `没有可撤销的批次 ${batch}${inForce.length > 0 ? `；在用的批次：${inForce.join('、')}` : '；还没有装载过台账'}`,
    en: `no batch ${batch} to withdraw${inForce.length > 0 ? `; in force: ${inForce.join(', ')}` : ': nothing has been loaded yet'}`,
  });
}
