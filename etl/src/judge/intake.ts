import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import type { Programme } from '../programme/programme.ts';
import type { BatchRecord } from '../stage/batch-record.ts';

/** Whether all that a quarantined row lacks is what it refers to. SQL over `failures`. */
export const IS_LATE = "len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V09'))) = 0";

/** What is known before any kind of a batch is judged. */
export interface Intake {
  programme: Programme;
  batchNo: number;
  /** The unit that reports the batch; null where the office does. */
  unit: string | null;
  /** Whether any batch, or this one, was reported by a unit. */
  unitsReport: boolean;
  /** Rows of this batch by kind. */
  handedIn: Map<LedgerKind, number>;
  /** Rows of a kind from which on those that are simply accepted are admitted at once; for tests. */
  admitFrom?: number | undefined;
  /** Rows in quarantine by kind, and those among them whose only fault is a missing reference (V09). */
  waiting: Map<LedgerKind, { rows: number; late: number }>;
}

/** Looks up what is known before any kind is judged. */
export async function intakeOf(
  connection: DuckDBConnection,
  programme: Programme,
  { batchNo, unit, staged }: BatchRecord,
  admitFrom?: number,
): Promise<Intake> {
  const waiting = await connection.runAndReadAll(
    `SELECT kind, count(*), count(*) FILTER (${IS_LATE}) FROM quarantine WHERE batch_no < $1 GROUP BY kind`,
    [batchNo],
  );
  return {
    programme,
    batchNo,
    unit,
    unitsReport: unit !== null || (await count(connection, 'SELECT count(unit) FROM batch')) > 0,
    handedIn: rowsByKind(staged),
    admitFrom,
    waiting: new Map(
      waiting
        .getRowsJS()
        .map(([kind, rows, late]) => [LedgerKind.parse(kind), { rows: Number(rows), late: Number(late) }]),
    ),
  };
}

const rowsByKind = (staged: BatchRecord['staged']): Map<LedgerKind, number> => {
  const rows = new Map<LedgerKind, number>();
  for (const { kind, read, ignored } of staged.flatMap(({ sheets }) => sheets)) {
    if (kind) rows.set(kind, (rows.get(kind) ?? 0) + read - ignored);
  }
  return rows;
};
