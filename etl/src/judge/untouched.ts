import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { count } from '../base/sql.ts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import { contentHashSql, MENDED_HASH, MENDED_ID } from '../draft/mended-row.ts';
import { columnsOf, ORIGIN_FIELDS } from '../draft/schema.ts';
import type { Intake } from './intake.ts';

/** Rows of a load that name a quarantined row. */
export interface FromWorkbook {
  named: number;
  /** Those of them that are unchanged since the export. */
  untouched: number;
}

/**
 * Removes the rows from `raw_<kind>` that are unchanged since the export of a quarantine workbook: they are not loaded, and
 * stay in quarantine. `untouched_<kind>` has their origins.
 *  A row that fails only because others have its key (V10) is corrected by omitting the others: if all loaded rows of the key
 * have the same content, they are accepted.
 * @returns how many rows name a quarantined one, and how many of these are untouched; where none is, there is no
 *   `untouched_<kind>` either
 */
export async function leaveUntouched(
  connection: DuckDBConnection,
  kind: LedgerKind,
  { programme, batchNo }: Intake,
): Promise<FromWorkbook> {
  const named = await count(
    connection,
    `SELECT count(*) FROM raw_${kind} WHERE mends IS NOT NULL AND batch_no = $1`,
    batchNo,
  );
  if (named === 0) return { named, untouched: 0 };
  const columns = columnsOf(programme, kind);
  const untouched = await count(
    connection,
    `CREATE OR REPLACE TABLE work.untouched_${kind} AS
     WITH handed_in AS (
       SELECT ${ORIGIN_FIELDS}, ${MENDED_ID} AS id, ${MENDED_HASH} AS exported,
         ${contentHashSql(columns, (field) => field)} AS content
       FROM raw_${kind} WHERE mends IS NOT NULL AND batch_no = $1
     ), held AS (
       SELECT ${QUARANTINE_ID} AS id, batch_no AS held_batch, key,
         len(list_filter(failures, lambda failure: NOT starts_with(failure, 'V10'))) = 0 AS is_ambiguous,
         ${contentHashSql(columns, (field) => `(cells ->> '${field}')`)} AS content
       FROM quarantine WHERE kind = '${kind}' AND batch_no < $1
     ), same AS (
       SELECT handed_in.*, coalesce(is_ambiguous, false) AS is_ambiguous, held_batch, key
       FROM handed_in LEFT JOIN held USING (id)
       WHERE handed_in.content = exported OR handed_in.content = held.content
     ), counted AS (
       SELECT *, count(DISTINCT content) OVER (PARTITION BY held_batch, key) AS contents FROM same
     )
     SELECT ${ORIGIN_FIELDS} FROM counted WHERE NOT (is_ambiguous AND contents = 1)`,
    batchNo,
  );
  if (untouched === 0) {
    await connection.run(`DROP TABLE work.untouched_${kind}`);
    return { named, untouched };
  }
  await connection.run(
    `ALTER VIEW work.raw_${kind} RENAME TO handed_in_${kind};
     CREATE VIEW work.raw_${kind} AS FROM work.handed_in_${kind} ANTI JOIN work.untouched_${kind} USING (${ORIGIN_FIELDS})`,
  );
  return { named, untouched };
}
