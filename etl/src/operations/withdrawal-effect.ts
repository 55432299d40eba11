import type { DuckDBConnection } from '@duckdb/node-api';
import { LedgerKind, type SnapshotEffect } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { columnsOf } from '../draft/schema.ts';
import type { Programme } from '../programme/programme.ts';
import { readTotal } from '../progress/index.ts';
import { compareFindings } from '../supervision/compare-findings.ts';

/** The figures that the pages show before a change, and their as-of date. */
export interface Before {
  asOf: string | null;
  figures: SnapshotEffect['figures']['from'];
}

/** The figures of a snapshot, for a comparison. @param unit the only unit whose figures and findings are reported */
export async function readBefore(connection: DuckDBConnection, unit: string | undefined): Promise<Before> {
  const reader = await connection.runAndReadAll('SELECT default_as_of::VARCHAR FROM snapshot');
  const day = reader.getRowsJS()[0]?.[0];
  const asOf = day == null ? null : String(day);
  return { asOf, figures: await figuresOn(connection, asOf, unit) };
}

const figuresOn = async (
  connection: DuckDBConnection,
  asOf: string | null,
  unit: string | undefined,
): Promise<Before['figures']> =>
  asOf === null
    ? null
    : (await readTotal(connection, { asOf, ...(unit !== undefined && { unit: [unit] }) })).total;

/**
 * What a draft whose models are built would change, beside the snapshot attached as `parent`.
 * @param unit the only unit whose figures and findings are reported
 */
export async function effectOf(
  connection: DuckDBConnection,
  programme: Programme,
  { asOf, figures }: Before,
  unit: string | undefined,
): Promise<SnapshotEffect> {
  const kinds: SnapshotEffect['kinds'] = [];
  for (const kind of LedgerKind.options) {
    const keys = columnsOf(programme, kind).flatMap(({ key, field }) => (key ? [field] : []));
    if (keys.length === 0) continue;
    const change = await changeOf(connection, kind, keys);
    if (change.added + change.corrected + change.withdrawn > 0) kinds.push({ kind, ...change });
  }
  const waiting = (database: string): Promise<number> =>
    count(connection, `SELECT count(*) FROM ${database}.quarantine`);
  return {
    asOf,
    figures: { from: figures, to: await figuresOn(connection, asOf, unit) },
    quarantined: { from: await waiting('parent'), to: await waiting('warehouse') },
    kinds,
    findings: await compareFindings(connection, 'parent', 'warehouse', unit),
  };
}

async function changeOf(
  connection: DuckDBConnection,
  kind: LedgerKind,
  keys: string[],
): Promise<{ added: number; corrected: number; withdrawn: number }> {
  const same = keys.map((key) => `was.${key} IS NOT DISTINCT FROM now.${key}`).join(' AND ');
  const reader = await connection.runAndReadAll(
    `SELECT (count(*) FILTER (was.row_no IS NULL))::INTEGER, (count(*) FILTER (now.row_no IS NULL))::INTEGER,
       (count(*) FILTER (was.batch_no <> now.batch_no))::INTEGER
     FROM parent.${kind} was FULL JOIN warehouse.${kind} now ON ${same}`,
  );
  const [added = 0, withdrawn = 0, corrected = 0] = (reader.getRowsJS()[0] ?? []).map(Number);
  return { added, corrected, withdrawn };
}
