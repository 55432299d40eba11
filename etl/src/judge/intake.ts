import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import type { Programme } from '../programme/programme.ts';
import type { BatchRecord } from '../stage/batch-record.ts';

/** SQL over `failures`: true if a quarantined row fails only because what it refers to is missing (V09). */
export const IS_LATE = "len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V09'))) = 0";

/** What must be known before the first kind of a batch is judged. */
export interface Intake {
  programme: Programme;
  batchNo: number;
  /** The unit that reports the batch; null for the office. */
  unit: string | null;
  /** Whether any batch, or this one, was reported by a unit. */
  unitsReport: boolean;
  /** Rows of this batch by kind. */
  handedIn: Map<LedgerKind, number>;
  /** Number of rows of a kind from which on plain rows are admitted at once (`admit`); for tests. */
  admitFrom?: number | undefined;
  /** Quarantined rows by kind; `late`: those of them that fail only because a reference is missing (V09). */
  waiting: Map<LedgerKind, { rows: number; late: number }>;
}

/** Reads the intake of a batch from the draft. */
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
