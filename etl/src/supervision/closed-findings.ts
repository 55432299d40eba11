import type { DuckDBConnection } from '@duckdb/node-api';
import { count, textLiteral } from '../base/sql.ts';

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
  await connection.run(`ATTACH IF NOT EXISTS ${textLiteral(before)} AS parent (READ_ONLY)`);
  const [was, is] = [
    await keysOfFindings(connection, 'parent'),
    await keysOfFindings(connection, 'warehouse'),
  ];
  if (await has(connection, 'finding_closed')) {
    await connection.run(
      `INSERT INTO finding_closed BY NAME SELECT * FROM parent.finding_closed ANTI JOIN (${is}) USING (rule, key)`,
    );
  }
  if (!(await has(connection, 'finding'))) return;
  // Few close at a time: texts and places are read of these alone.
  const gone = await count(
    connection,
    `CREATE TABLE work.gone AS SELECT DISTINCT rule, key FROM (${was}) ANTI JOIN (${is}) USING (rule, key)`,
  );
  if (gone === 0) return;
  await connection.run(
    `INSERT INTO finding_closed SELECT ${COLUMNS}, $1, $2 FROM parent.finding SEMI JOIN work.gone USING (rule, key)`,
    [at, snapshot],
  );
}

/** SQL for rule and key of every finding: what `finding` has, read without all else it joins. */
async function keysOfFindings(
  connection: DuckDBConnection,
  database: 'parent' | 'warehouse',
): Promise<string> {
  const tables = await connection.runAndReadAll(
    `SELECT table_name, upper(table_name[9:]) FROM duckdb_tables()
     WHERE database_name = $1 AND regexp_full_match(table_name, 'finding_r\\d+')`,
    [database],
  );
  const each = tables
    .getRowsJS()
    .map(([table, rule]) => `SELECT '${rule}' AS rule, key FROM ${database}.${table}`);
  const none = 'SELECT NULL::VARCHAR AS rule, NULL::VARCHAR AS key WHERE false';
  return `FROM (${[none, ...each].join(' UNION ALL ')}) WHERE rule IN (SELECT rule FROM ${database}.p_rule WHERE active)`;
}

/** A snapshot of an earlier version may lack the relation. */
async function has(connection: DuckDBConnection, relation: string): Promise<boolean> {
  const found = await count(
    connection,
    `SELECT count(*) FROM information_schema.tables WHERE table_catalog = 'parent' AND table_name = $1`,
    relation,
  );
  return found > 0;
}
