import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { checkSql } from '../check/check-sql.ts';
import { columnsOf, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Column } from '../programme/programme.ts';
import type { Intake } from './intake.ts';

/** So many rows of a kind, and most of them are not written down as checked before they are in the ledger. */
const WORTH_ROWS = 50_000;

/**
 * Writes the rows of the batch that fail nothing, and whose key nothing in force has, straight into the ledger, and the
 * others into `checked_<kind>`, to be judged. Whose key meets another row of the load is taken out again and judged with it.
 * What a unit reports is judged row by row: it may be somebody else's business (V22).
 * @returns how many rows are in the ledger now; 0 where there are too few to be worth it, and nothing is checked yet
 */
export async function admit(connection: DuckDBConnection, kind: LedgerKind, intake: Intake): Promise<number> {
  const { programme, batchNo, unit, handedIn, admitFrom = WORTH_ROWS } = intake;
  const rows = handedIn.get(kind) ?? 0;
  if (unit !== null || rows === 0 || rows < admitFrom) return 0;
  const columns = columnsOf(programme, kind);
  const keys = keysOf(columns);
  const isEmpty = (await count(connection, `SELECT count(*) FROM ${kind}`)) === 0;
  const admitted = await count(
    connection,
    `INSERT INTO ${kind}
     SELECT ${columns.map(({ field }) => field).join(', ')}, ${ORIGIN_FIELDS} FROM (${checkSql(kind, columns)}) AS checked
     ${isEmpty ? '' : `ANTI JOIN (SELECT ${keys} FROM ${kind}) AS in_force USING (${keys})`}
     WHERE failures IS NULL AND batch_no = ${batchNo}`,
  );
  const left = `SELECT ${ORIGIN_FIELDS} FROM raw_${kind} ANTI JOIN (${admittedSql(kind, batchNo)}) AS admitted USING (${ORIGIN_FIELDS})`;
  const isAll = admitted === (await count(connection, `SELECT count(*) FROM raw_${kind}`));
  await connection.run(
    `CREATE OR REPLACE TABLE work.left_${kind} AS ${isAll ? `SELECT ${ORIGIN_FIELDS} FROM raw_${kind} LIMIT 0` : left};
     CREATE OR REPLACE TABLE work.checked_${kind} AS ${checkSql(kind, columns, `(${rowsLeft(kind)})`)}`,
  );
  return admitted - (await takeBack(connection, kind, columns, batchNo));
}

/** Rows of the batch in force, with all columns of the ledger. */
export const admittedSql = (kind: LedgerKind, batchNo: number): string =>
  `FROM ${kind} WHERE batch_no = ${batchNo}`;

const keysOf = (columns: Column[]): string =>
  columns
    .filter(({ key }) => key)
    .map(({ field }) => field)
    .join(', ');

const rowsLeft = (kind: LedgerKind): string =>
  `SELECT * FROM raw_${kind} SEMI JOIN left_${kind} USING (${ORIGIN_FIELDS})`;

/** Takes the admitted rows whose key stands on another row of the load back and checks them again. @returns how many */
async function takeBack(
  connection: DuckDBConnection,
  kind: LedgerKind,
  columns: Column[],
  batchNo: number,
): Promise<number> {
  const keys = keysOf(columns);
  // Two keys of one hash do no harm: their rows are judged.
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
