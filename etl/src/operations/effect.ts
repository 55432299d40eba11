import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type LoadEffect } from '@skill-ledger/contracts';
import { reasonText } from '../check/reasons.ts';
import { columnsOf } from '../draft/schema.ts';
import { readBy } from '../figures/read-by.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import type { OpenHome } from '../home/programme.ts';
import { readCatalog } from '../models/catalog.ts';
import type { Programme } from '../programme/programme.ts';
import { countNewFindings } from '../supervision/closed-findings.ts';
import { readModelVersion } from './refresh.ts';

/** 完成培训人次 on the default as-of date, of the city or of a unit. */
async function readCompleted(connection: DuckDBConnection, unit: string | null): Promise<number> {
  const { groups } = await readBy(connection, {
    by: [],
    figures: ['completed'],
    ...(unit !== null && { unit: [unit] }),
  });
  return groups[0]?.figures.completed ?? 0;
}

/**
 * The figures before a load, for a comparison.
 * @returns null before the first load, or if a snapshot of another version cannot be compared
 */
export async function readBefore(
  { home, programme }: OpenHome,
  parent: { id: string } | null,
  unit: string | null,
): Promise<number | null> {
  if (parent === null) return null;
  const { version } = await readCatalog(programme);
  return withSnapshot(home, parent.id, async (connection) =>
    (await readModelVersion(connection)) === version ? readCompleted(connection, unit) : null,
  );
}

/**
 * The effect of a load, read from the draft once its models are built.
 * @param load `before` as returned by `readBefore`; `hasParent`: the parent snapshot is attached as `parent`
 */
export async function readEffect(
  connection: DuckDBConnection,
  programme: Programme,
  load: { before: number | null; hasParent: boolean; batchNo: number; snapshot: string; unit: string | null },
): Promise<LoadEffect> {
  const { unit, snapshot } = load;
  const closed = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER FROM finding_closed
     WHERE closed_in = $1 AND ($2::VARCHAR IS NULL OR $2 IN (department, town))`,
    [snapshot, unit],
  );
  const all = await connection.runAndReadAll(
    'SELECT count(*)::INTEGER FROM finding WHERE $1::VARCHAR IS NULL OR $1 IN (department, town)',
    [unit],
  );
  return {
    completed: { before: load.before, after: await readCompleted(connection, unit) },
    findings: {
      added: load.hasParent ? await countNewFindings(connection, unit) : Number(all.getRowsJS()[0]?.[0]),
      closed: Number(closed.getRowsJS()[0]?.[0]),
    },
    warnings: await readNewWarnings(connection, programme, load.batchNo),
  };
}

/** Warnings on rows of the batch by text, the most frequent first. */
async function readNewWarnings(
  connection: DuckDBConnection,
  programme: Programme,
  batchNo: number,
): Promise<LoadEffect['warnings']> {
  const reader = await connection.runAndReadAll(
    `SELECT kind, code, field, count(*)::INTEGER AS rows FROM warning JOIN file USING (file_id)
     WHERE batch_no = $1 GROUP BY ALL ORDER BY rows DESC, code, field`,
    [batchNo],
  );
  return reader.getRowsJS().map(([kindName, code, field, rows]) => {
    const kind = LedgerKind.parse(kindName);
    const failure = { code: String(code), field: String(field), detail: '' };
    return {
      kind,
      code: failure.code,
      text: reasonText(failure, columnsOf(programme, kind)),
      rows: Number(rows),
    };
  });
}
