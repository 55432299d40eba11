import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type LoadEffect } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { reasonText } from '../check/reasons.ts';
import { type Draft, SEARCH_PATH } from '../draft/draft.ts';
import { columnsOf } from '../draft/schema.ts';
import { readBy } from '../figures/read-by.ts';
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
 * 完成培训人次 before a load, for a comparison.
 * @param draft with finished models, and the parent snapshot attached as `parent`
 * @returns null if that is of another version, which cannot be compared
 */
async function readBefore(draft: Draft, unit: string | null): Promise<number | null> {
  const { connection } = draft;
  const version = await readModelVersion(connection);
  await draft.setSearchPath('parent');
  try {
    return (await readModelVersion(connection)) === version ? await readCompleted(connection, unit) : null;
  } finally {
    await draft.setSearchPath(SEARCH_PATH);
  }
}

/**
 * The effect of a load, read from the draft once its models are built.
 * @param load `hasParent`: the parent snapshot is attached as `parent`
 */
export async function readEffect(
  draft: Draft,
  programme: Programme,
  load: { hasParent: boolean; batchNo: number; snapshot: string; unit: string | null },
): Promise<LoadEffect> {
  const { connection } = draft;
  const { unit, snapshot } = load;
  const closed = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER FROM finding_closed
     WHERE closed_in = $1 AND ($2::VARCHAR IS NULL OR $2 IN (department, town))`,
    [snapshot, unit],
  );
  return {
    completed: {
      before: load.hasParent ? await readBefore(draft, unit) : null,
      after: await readCompleted(connection, unit),
    },
    findings: {
      added: load.hasParent
        ? await countNewFindings(connection, unit)
        : await countFindings(connection, unit),
      closed: Number(closed.getRowsJS()[0]?.[0]),
    },
    warnings: await readNewWarnings(connection, programme, load.batchNo),
  };
}

async function countFindings(connection: DuckDBConnection, unit: string | null): Promise<number> {
  return count(
    connection,
    'SELECT count(*) FROM finding WHERE $1::VARCHAR IS NULL OR $1 IN (department, town)',
    unit,
  );
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
