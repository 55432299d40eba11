import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../sql.ts';

const COLUMNS = 'rule, key, severity, stake, class_id, department, town, institution_code, zh, en';

/**
 * `finding_closed`: findings of earlier snapshots whose facts are no longer there (数据已更正), each with when and in
 * which snapshot it closed; one whose facts come back is a finding again. The models are built; the snapshot before is
 * read and left as it is.
 * @param before path of the parent snapshot; null for the first
 */
export async function closeFindings(
  connection: DuckDBConnection,
  before: string | null,
  { snapshot, at }: { snapshot: string; at: string },
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TABLE finding_closed (
    rule VARCHAR, key VARCHAR, severity VARCHAR, stake DECIMAL(18, 2), class_id VARCHAR, department VARCHAR,
    town VARCHAR, institution_code VARCHAR, zh VARCHAR, en VARCHAR, closed_at VARCHAR, closed_in VARCHAR)`);
  if (before === null) return;
  await connection.run(`ATTACH ${textLiteral(before)} AS parent (READ_ONLY)`);
  const still = 'ANTI JOIN finding USING (rule, key)';
  if (await has(connection, 'finding_closed')) {
    await connection.run(`INSERT INTO finding_closed SELECT * FROM parent.finding_closed ${still}`);
  }
  if (await has(connection, 'finding')) {
    await connection.run(
      `INSERT INTO finding_closed SELECT ${COLUMNS}, $1, $2 FROM parent.finding ${still}`,
      [at, snapshot],
    );
  }
}

/** A snapshot of an earlier version may lack the relation. */
async function has(connection: DuckDBConnection, relation: string): Promise<boolean> {
  const found = await connection.runAndReadAll(
    `SELECT count(*) FROM information_schema.tables WHERE table_catalog = 'parent' AND table_name = $1`,
    [relation],
  );
  return Number(found.getRowsJS()[0]?.[0]) > 0;
}
