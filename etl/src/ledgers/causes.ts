import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';
import { QUARANTINE_ID } from '../draft/bookkeeping.ts';
import { quarantineOf, quarantineOwners } from '../units/own-rows.ts';

/** Selects quarantined rows; a condition that is left out selects all. */
export interface QuarantineFilter {
  kind?: LedgerKind | undefined;
  /** Rows that fail with this code, alone or among others. */
  code?: string | undefined;
  /** Path of the file as uploaded. */
  file?: string | undefined;
  batchNo?: number | undefined;
  /** 隔离编号 of the rows. */
  ids?: string[] | undefined;
  /** Rows that this unit may see (`quarantineOf`). */
  unit?: string | undefined;
  /** Rows to mend, or rows that only wait for another. */
  show?: 'mend' | 'waiting' | undefined;
  /** The id of a fault: rows that have it, and rows that wait for these. */
  fix?: string | undefined;
  /** With each row of an ambiguous key (V10) the others of that key, since one of them must be omitted to fix them. */
  together?: boolean | undefined;
  /** Largest number of rows, and how many to skip. */
  limit?: number | undefined;
  offset?: number | undefined;
}

/** What the parameters of `SELECTED` and `causesSql` are bound to. */
export const valuesOf = (filter: QuarantineFilter) => ({
  kind: filter.kind ?? null,
  code: filter.code ?? null,
  file: filter.file ?? null,
  batchNo: filter.batchNo ?? null,
  ids: filter.ids ? JSON.stringify(filter.ids) : null,
  unit: filter.unit ?? null,
  show: filter.show ?? null,
  fix: filter.fix ?? null,
  together: filter.together ?? false,
});

const MATCHES = `($kind::VARCHAR IS NULL OR queue.kind = $kind::VARCHAR)
  AND ($code::VARCHAR IS NULL OR len(list_filter(queue.failures, lambda failure: starts_with(failure, $code::VARCHAR))) > 0)
  AND ($file::VARCHAR IS NULL OR queue.path = $file::VARCHAR)
  AND ($batchNo::INTEGER IS NULL OR queue.batch_no = $batchNo::INTEGER)
  AND ($ids::VARCHAR IS NULL OR queue.id IN (SELECT unnest(json_transform($ids::VARCHAR, '["VARCHAR"]'))))
  AND ($show::VARCHAR IS NULL OR queue.is_waiting = ($show::VARCHAR = 'waiting'))
  AND ($fix::VARCHAR IS NULL OR list_contains(queue.causes, $fix::VARCHAR))`;

/** SQL condition on `queue`, the rows of `causesSql`. */
export const SELECTED = `(${MATCHES} OR ($together::BOOLEAN AND queue.ambiguous IN (
  SELECT ambiguous FROM queue WHERE ambiguous IS NOT NULL AND ${MATCHES})))`;

/** Their order: those that release most rows first, waiting ones last. */
export const QUEUE = `queue.is_waiting, fix.freed DESC NULLS LAST, queue.fix, queue.file_id, queue.sheet_no, queue.row_no`;

/** Stands for `quarantine_cause` in a snapshot of an earlier version. */
const UNKNOWN = `(SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS cause, NULL::VARCHAR[] AS causes, NULL::VARCHAR AS waits_for,
  NULL::BOOLEAN AS is_waiting, NULL::BOOLEAN AS is_missing, NULL::VARCHAR[] AS differs, NULL::VARCHAR AS class_name,
  NULL::VARCHAR AS class_department, NULL::VARCHAR AS class_town, NULL::BOOLEAN AS is_class_in_force,
  NULL::INTEGER AS person_times WHERE false)`;

/**
 * SQL of two relations, restricted to what `$unit` may see: `queue`, the quarantined rows that the reader may see with what
 * they wait for, and `fix`, the faults among them with the rows that each frees.
 */
export async function causesSql(connection: DuckDBConnection): Promise<string> {
  const known = await connection.runAndReadAll(
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'quarantine_cause' AND database_name <> 'parent'",
  );
  const causes = Number(known.getRowsJS()[0]?.[0]) > 0 ? 'quarantine_cause' : UNKNOWN;
  return `seen AS (
    SELECT quarantine.*, ${QUARANTINE_ID} AS id FROM quarantine 
    WHERE ${quarantineOf('$unit::VARCHAR', await quarantineOwners(connection))}
  ), queue AS (
    SELECT seen.* EXCLUDE (id), seen.id, file.path, coalesce(sheet.name, '') AS sheet,
      its.cause, coalesce(its.causes, []) AS causes, coalesce(its.cause, its.causes[1]) AS fix, its.waits_for,
      coalesce(its.is_waiting, false) AS is_waiting, coalesce(its.is_missing, false) AS is_missing,
      coalesce(its.differs, []) AS differs, its.class_name, its.class_department, its.class_town,
      its.is_class_in_force, coalesce(its.person_times, 0) AS person_times,
      CASE WHEN len(list_filter(failures, lambda failure: starts_with(failure, 'V10'))) > 0
        THEN concat_ws('|', seen.batch_no::VARCHAR, seen.kind, seen.key) END AS ambiguous
    FROM seen
    JOIN file USING (file_id)
    LEFT JOIN sheet ON sheet.file_id = seen.file_id AND sheet.sheet_no = seen.sheet_no
    LEFT JOIN ${causes} AS its ON its.id = seen.id
  ), fix AS (
    SELECT fix AS id, (count(*) FILTER (cause = fix))::INTEGER AS rows, (count(*) FILTER (len(causes) = 1))::INTEGER AS freed,
      coalesce(sum(person_times) FILTER (len(causes) = 1), 0)::INTEGER AS person_times,
      bool_or(is_missing) AS is_missing
    FROM queue WHERE fix IS NOT NULL GROUP BY fix
  )`;
}
