import type { DuckDBConnection } from '@duckdb/node-api';
import { count, textLiteral } from '../base/sql.ts';

const COLUMNS = 'rule, key, severity, stake, class_id, department, town, institution_code, zh, en';

/**
 * Subject of a finding of an earlier snapshot, which that version may not have stored. The subject of a rule that the
 * programme no longer has is unknown: its findings are treated as those of several units.
 */
const SUBJECT = `(SELECT CASE WHEN contains(r.about, '|') THEN split_part(closed.key, ':', 1) ELSE r.about END
  FROM warehouse.p_rule r WHERE r.rule = closed.rule)`;

/**
 * Writes `finding_closed`: findings of earlier snapshots that no longer exist (数据已更正), each with when and in
 * which snapshot it was closed; one that reappears is a finding again. The models are built; the parent snapshot is
 * only read.
 * @param before path of the parent snapshot; null for the first
 */
export async function closeFindings(
  connection: DuckDBConnection,
  before: string | null,
  { snapshot, at }: { snapshot: string; at: string },
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TABLE finding_closed (
    rule VARCHAR, key VARCHAR, severity VARCHAR, stake DECIMAL(18, 2), class_id VARCHAR, department VARCHAR,
    town VARCHAR, institution_code VARCHAR, zh VARCHAR, en VARCHAR, closed_at VARCHAR, closed_in VARCHAR,
    subject VARCHAR)`);
  if (before === null) return;
  await connection.run(`ATTACH IF NOT EXISTS ${textLiteral(before)} AS parent (READ_ONLY)`);
  const is = await keysOfFindings(connection, 'warehouse');
  if (await has(connection, 'finding_closed')) {
    await connection.run(
      `INSERT INTO finding_closed SELECT ${COLUMNS}, closed_at, closed_in, ${SUBJECT}
       FROM parent.finding_closed closed ANTI JOIN (${is}) USING (rule, key)`,
    );
  }
  if (!(await has(connection, 'finding'))) return;
  const was = await keysOfFindings(connection, 'parent');
  // Few are closed at a time: texts and owners are read for these only.
  const gone = await count(
    connection,
    `CREATE TABLE work.gone AS SELECT DISTINCT rule, key FROM (${was}) ANTI JOIN (${is}) USING (rule, key)`,
  );
  if (gone === 0) return;
  await connection.run(
    `INSERT INTO finding_closed SELECT ${COLUMNS}, $1, $2, ${SUBJECT}
     FROM parent.finding closed SEMI JOIN work.gone USING (rule, key)`,
    [at, snapshot],
  );
  // Earlier versions assigned such a finding the town and institution of one of the unit's classes.
  await connection.run(
    `UPDATE finding_closed SET class_id = NULL, town = NULL, institution_code = NULL
     WHERE subject = 'unit' AND class_id IS NOT NULL`,
  );
}

/** Findings of the draft that the parent snapshot, attached as `parent`, does not have; with `unit`, of that unit alone. */
export async function countNewFindings(connection: DuckDBConnection, unit: string | null): Promise<number> {
  return count(
    connection,
    `SELECT count(*) FROM warehouse.finding AS new
     ANTI JOIN (${await keysOfFindings(connection, 'parent')}) AS old USING (rule, key)
     WHERE $1::VARCHAR IS NULL OR $1 IN (new.department, new.town)`,
    unit,
  );
}

/** SQL for rule and key of every finding: without the joins of `finding`. A snapshot of an earlier version has only `finding`. */
async function keysOfFindings(
  connection: DuckDBConnection,
  database: 'parent' | 'warehouse',
): Promise<string> {
  const isEarlier = database === 'parent' && !(await has(connection, 'rule_finding'));
  const relation = isEarlier ? 'finding' : 'rule_finding';
  return `SELECT rule, key FROM ${database}.${relation}
    WHERE rule IN (SELECT rule FROM ${database}.p_rule WHERE active)`;
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
