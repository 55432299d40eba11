import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { placeMoney } from './at-stake.ts';
import { unitsOfFindings } from './units-of-findings.ts';

const COLUMNS = 'rule, key, subject, severity, zh, en, stake, class_id, institution_code, department, town';

/**
 * SQL of a finding's id: the same for the same facts. It is keyed with a secret, since a masked key and a plain hash of
 * it would disclose the whole key.
 */
export const findingId = (secret: string): string => `left(sha256(${secret} || rule || ' ' || key), 16)`;

const ID = findingId('$1::VARCHAR');

/** The ids of all findings in a snapshot that is opened for one look: `identifyFindings` prepares more than that. */
export const FINDING_IDS = `
  (SELECT ${findingId('$secret::VARCHAR')} AS id, rule, severity, NULL AS closed_at FROM finding
   UNION ALL
   SELECT ${findingId('$secret::VARCHAR')}, rule, severity, closed_at FROM finding_closed)`;

/** Another secret gives other ids, in a separate table. */
const tableOf = (secret: string): string =>
  `f_${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`;

/** The relation with every finding of the snapshot and its id, once `identifyFindings` has run. */
export const identifiedFindings = (secret: string): string => `identified.main.${tableOf(secret)}`;

/** The relation with every unit that a finding concerns (`unitsOfFindings`), once `identifyFindings` has run. */
export const concernedUnits = (secret: string): string => `identified.main.u${tableOf(secret)}`;

/**
 * Computes the id of every finding once, in memory beside the opened snapshot, so that a finding can be read by its id
 * alone, and places the money at stake in them (`moneyOf`). Closed findings are included (`closed_at`). All connections to the snapshot see the tables.
 */
export async function identifyFindings(connection: DuckDBConnection, secret: string): Promise<void> {
  await connection.run("ATTACH IF NOT EXISTS ':memory:' AS identified (READ_WRITE)");
  const table = identifiedFindings(secret);
  await connection.run(
    `CREATE TABLE IF NOT EXISTS ${table} AS
     SELECT ${ID} AS id, ${COLUMNS}, evidence, NULL::VARCHAR AS closed_at FROM finding
     UNION ALL BY NAME
     SELECT ${ID} AS id, ${COLUMNS}, [] AS evidence, closed_at FROM finding_closed`,
    [secret],
  );
  await connection.run(`CREATE INDEX IF NOT EXISTS by_id_${tableOf(secret)} ON ${table} (id)`);
  await connection.run(`CREATE TABLE IF NOT EXISTS ${concernedUnits(secret)} AS ${unitsOfFindings(table)}`);
  await placeMoney(connection, table);
}

const IS_ID = /^[0-9a-f]{16}$/;

/** SQL condition for these ids, written as constants so that the index is used; text that is not an id matches nothing. */
export function withIds(ids: string[]): string {
  const known = ids.filter((id) => IS_ID.test(id));
  return known.length === 0 ? 'false' : `id IN (${known.map((id) => `'${id}'`).join(', ')})`;
}
