import type { DuckDBConnection } from '@duckdb/node-api';
import type { QuarantineAnswer } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { causesSql } from './causes.ts';
import { readQuarantine } from './quarantine.ts';

/** Maximum number of faults listed. */
const MOST_FIXES = 8;
/** Checks of a single cell: the same text has the same result in every row. */
const OF_ONE_CELL = ['V01', 'V02', 'V03', 'V04', 'V05', 'V06', 'V07', 'V09', 'V15'];

/** The faults that hold back most rows, without those that release only their own row. */
export async function readFixes(
  connection: DuckDBConnection,
  programme: Programme,
  { unit, isMasked }: { unit?: string | undefined; isMasked: boolean },
): Promise<QuarantineAnswer['fixes']> {
  const reader = await connection.runAndReadAll(
    `WITH ${await causesSql(connection)}
     SELECT id FROM fix WHERE freed > 1 OR rows > 1 ORDER BY freed DESC, rows DESC, id LIMIT ${MOST_FIXES}`,
    { unit: unit ?? null },
  );
  const ids = reader.getRowsJS().map(([id]) => String(id));
  if (ids.length === 0) return [];
  const entries = await readQuarantine(connection, programme, { ids, unit });
  return ids.flatMap((id) => {
    const entry = entries.find((candidate) => candidate.id === id);
    const reason = entry?.reasons[0];
    if (!entry?.fix || !reason) return [];
    const isOneCell =
      entry.reasons.length === 1 &&
      !entry.isMissing &&
      OF_ONE_CELL.includes(reason.code) &&
      reason.field !== null;
    const hasValue = (isOneCell || entry.isMissing) && !isMasked;
    const value = hasValue && reason.field !== null ? (entry.cells[reason.field] ?? null) : null;
    return [{ ...entry.fix, kind: entry.kind, reason, value, isOneCell, isMissing: entry.isMissing }];
  });
}
