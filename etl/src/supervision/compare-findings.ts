import type { DuckDBConnection } from '@duckdb/node-api';
import { FindingChange } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';

/**
 * How many findings of each rule there are in one attached snapshot and not in the other. A snapshot of an earlier version
 * may have none.
 * @param unit only findings of this department or town
 */
export async function compareFindings(
  connection: DuckDBConnection,
  from: string,
  to: string,
  unit?: string | undefined,
): Promise<FindingChange[]> {
  for (const database of [from, to]) {
    const views = `SELECT count(*) FROM information_schema.tables WHERE table_catalog = $1 AND table_name = 'finding'`;
    if ((await count(connection, views, database)) === 0) return [];
  }
  const side = (database: string): string =>
    `SELECT rule, key FROM "${database}".main.finding WHERE $1::VARCHAR IS NULL OR $1 IN (department, town)`;
  const reader = await connection.runAndReadAll(
    `SELECT to_json({ rule: rule, opened: count(*) FILTER (was IS NULL), closed: count(*) FILTER (now IS NULL) })::VARCHAR
     FROM (SELECT *, true AS was FROM (${side(from)})) FULL JOIN (SELECT *, true AS now FROM (${side(to)})) USING (rule, key)
     WHERE was IS NULL OR now IS NULL GROUP BY rule ORDER BY rule`,
    [unit ?? null],
  );
  return reader.getRowsJS().map(([text]) => FindingChange.parse(JSON.parse(String(text))));
}
