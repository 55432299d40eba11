import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { checkSql } from '../check/check-sql.ts';
import { columnsOf, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Column } from '../programme/programme.ts';
import type { Intake } from './intake.ts';

/** From this many rows of a kind on, plain rows go into the ledger without a table of checked rows in between. */
const WORTH_ROWS = 50_000;

/**
 * Inserts the rows of the batch that pass every check, and whose key no row in force has, straight into the ledger, and
 * puts the others into `checked_<kind>`, to be judged. Rows whose key occurs more than once in the load are removed again
 * and judged with it. Rows reported by a unit are all judged: they may belong to another unit (V22).
 * @returns number of rows admitted; 0 if there are too few to be worth it, and nothing is checked yet
 */
export async function admit(connection: DuckDBConnection, kind: LedgerKind, intake: Intake): Promise<number> {
  const { programme, batchNo, unit, handedIn, admitFrom = WORTH_ROWS } = intake;
  const rows = handedIn.get(kind) ?? 0;
  if (unit !== null || rows === 0 || rows < admitFrom) return 0;
  const columns = columnsOf(programme, kind);
  const keys = keysOf(columns);
  const fields = columns.map(({ field }) => field).join(', ');
  const isEmpty = (await count(connection, `SELECT count(*) FROM ${kind}`)) === 0;
  const admitted = await count(
    connection,
    `INSERT INTO ${kind} (${fields}, ${ORIGIN_FIELDS})
     SELECT ${fields}, ${ORIGIN_FIELDS} FROM (${checkSql(kind, columns)}) AS checked
     ${isEmpty ? '' : `ANTI JOIN (SELECT ${keys} FROM ${kind}) AS in_force USING (${keys})`}
     WHERE failures IS NULL AND batch_no = ${batchNo}`,
  );
  const left = `SELECT ${ORIGIN_FIELDS} FROM raw_${kind} ANTI JOIN (${admittedSql(kind, batchNo)}) AS admitted USING (${ORIGIN_FIELDS})`;
  const others = (await count(connection, `SELECT count(*) FROM raw_${kind}`)) - admitted;
  await connection.run(
    `CREATE OR REPLACE TABLE work.left_${kind} AS ${others === 0 ? `SELECT ${ORIGIN_FIELDS} FROM raw_${kind} LIMIT 0` : left}`,
  );
  await checkLeft(connection, kind, columns, others < admitFrom);
  return admitted - (await readmit(connection, kind, columns, batchNo));
}

/**
 * Checks the rows of `left_<kind>` into `checked_<kind>`. Few of them are copied first: without the optimizer, the check
 * would read every cell of the others too. Many are not: a load that repeats another leaves every row.
 */
async function checkLeft(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  areFew: boolean,
): Promise<void> {
  const from = areFew ? `rest_${kind}` : `(${rowsLeft(kind)})`;
  const check = `CREATE OR REPLACE TABLE work.checked_${kind} AS ${checkSql(kind, columns, from)}`;
  if (!areFew) {
    await connection.run(check);
    return;
  }
  await connection.run(`CREATE OR REPLACE TABLE work.rest_${kind} AS ${rowsLeft(kind)}`);
  await unoptimised(connection, () => connection.run(check));
}

/** Does work on few rows without DuckDB's optimizer: optimizing a check takes longer than they do. */
export async function unoptimised<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('PRAGMA disable_optimizer');
  try {
    return await work();
  } finally {
    await connection.run('PRAGMA enable_optimizer');
  }
}

/** SQL of the batch's rows in force, with all columns of the ledger. */
export const admittedSql = (kind: LedgerKind, batchNo: number): string =>
  `FROM ${kind} WHERE batch_no = ${batchNo}`;

const keysOf = (columns: Column[]): string =>
  columns
    .filter(({ key }) => key)
    .map(({ field }) => field)
    .join(', ');

const rowsLeft = (kind: LedgerKind): string =>
  `SELECT * FROM raw_${kind} SEMI JOIN left_${kind} USING (${ORIGIN_FIELDS})`;

/** Removes admitted rows whose key occurs more than once in the load, and checks them again. @returns how many */
async function readmit(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<number> {
  const keys = keysOf(columns);
  // Hash collisions are harmless: their rows are judged.
  const alike = await count(
    connection,
    `CREATE OR REPLACE TABLE work.alike_${kind} AS
     SELECT key FROM (
       SELECT hash(${keys}) AS key ${admittedSql(kind, batchNo)} UNION ALL SELECT hash(${keys}) FROM checked_${kind} WHERE key_hash IS NOT NULL
     ) GROUP BY key HAVING count(*) > 1`,
  );
  if (alike === 0) return 0;
  const meets = `hash(${keys}) IN (FROM alike_${kind})`;
  await connection.run(
    `CREATE OR REPLACE TABLE work.left_${kind} AS SELECT ${ORIGIN_FIELDS} ${admittedSql(kind, batchNo)} AND ${meets};
     INSERT INTO work.checked_${kind} ${checkSql(kind, columns, `(${rowsLeft(kind)})`)}`,
  );
  return count(connection, `DELETE FROM ${kind} WHERE batch_no = ${batchNo} AND ${meets}`);
}
