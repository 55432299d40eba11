import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LedgerKind } from '@skill-ledger/contracts';

/**
 * SQL of the ledger rows in force that belong to a unit: its classes (主管部门 or 实施镇街, spec 1), their enrolments and
 * payouts, and its budgets, quotas and statistics. Columns: kind, file_id, sheet_no, row_no.
 * @param unit SQL of the unit's name, such as a parameter
 */
export const ownRows = (unit: string): string => `
  SELECT 'classes' AS kind, file_id, sheet_no, row_no FROM classes WHERE ${isOwn(unit)}
  UNION ALL
  SELECT 'enrolments', file_id, sheet_no, row_no FROM enrolments WHERE class_id IN (${ownClasses(unit)})
  UNION ALL
  SELECT 'payouts', file_id, sheet_no, row_no FROM payouts WHERE class_id IN (${ownClasses(unit)})
  UNION ALL
  SELECT 'funds', file_id, sheet_no, row_no FROM funds WHERE department = ${unit}
  UNION ALL
  SELECT 'quotas', file_id, sheet_no, row_no FROM quotas WHERE unit = ${unit}
  UNION ALL
  SELECT 'workforce', file_id, sheet_no, row_no FROM workforce WHERE area = ${unit}`;

/** SQL of the 班级编号 of a unit's own classes. */
export const ownClasses = (unit: string): string => `SELECT class_id FROM classes WHERE ${isOwn(unit)}`;

/**
 * SQL condition on `quarantine`: a unit may see the row, because it reported it, or the office did and the row names the
 * unit or one of its classes.
 * @param unit SQL of the unit's name; if its value is null, every row may be seen
 * @param owners SQL of the rows of `quarantine_unit`
 */
export const quarantineOf = (unit: string, owners: string): string => `(${unit} IS NULL OR EXISTS (
    SELECT 1 FROM ${owners} AS owner
    WHERE (owner.file_id, owner.sheet_no, owner.row_no) = (quarantine.file_id, quarantine.sheet_no, quarantine.row_no)
      AND owner.unit = ${unit} AND (owner.is_reporter OR owner.reporter IS NULL)))`;

/** Stands for `quarantine_unit` in a snapshot of an earlier version: a unit sees no row until it was refreshed. */
const UNKNOWN = `(SELECT NULL::INTEGER AS file_id, NULL::INTEGER AS sheet_no, NULL::INTEGER AS row_no,
    NULL::VARCHAR AS unit, NULL::VARCHAR AS reporter, NULL::BOOLEAN AS is_reporter WHERE false)`;

/** The `owners` of `quarantineOf` in a snapshot. */
export async function quarantineOwners(connection: DuckDBConnection): Promise<string> {
  const known = await connection.runAndReadAll(
    "SELECT 1 FROM duckdb_tables() WHERE table_name = 'quarantine_unit' AND database_name <> 'parent'",
  );
  return known.currentRowCount > 0 ? 'quarantine_unit' : UNKNOWN;
}

const OWNERS = new URL('../../models/quarantine/quarantine_unit.sql', import.meta.url);

/** The same while a snapshot is built, before its models are. */
export const ownersInDraft = async (): Promise<string> => `(${await readFile(OWNERS, 'utf8')})`;

/**
 * By kind, an SQL condition on the row `checked`, the unit `reporter.unit` and the ledgers in force: the row does not
 * belong to the unit that reports it (V22). 任务分解, 比对名单 and 受影响企业 are reported by the office, never by a unit.
 */
export const FOREIGN: Record<LedgerKind, string> = {
  classes: `NOT (${isOwnOf('checked')}) OR EXISTS (
    SELECT 1 FROM classes AS known WHERE known.class_id = checked.class_id AND NOT (${isOwnOf('known')}))`,
  enrolments: referencesForeignClass('checked'),
  payouts: `${referencesForeignClass('checked')} OR EXISTS (
    SELECT 1 FROM payouts AS known WHERE known.payout_id = checked.payout_id AND ${referencesForeignClass('known')})`,
  funds: 'checked.department <> reporter.unit',
  workforce: 'checked.area <> reporter.unit',
  // A register that all units share: an institution is corrected by the unit that reported it, or by the office.
  institutions: `EXISTS (
    SELECT 1 FROM institutions AS known JOIN batch USING (batch_no)
    WHERE known.institution_code = checked.institution_code AND batch.unit IS DISTINCT FROM reporter.unit)`,
  quotas: 'true',
  affected: 'true',
  watchlist: 'true',
};

function referencesForeignClass(row: string): string {
  return `EXISTS (SELECT 1 FROM classes AS its WHERE its.class_id = ${row}.class_id AND NOT (${isOwnOf('its')}))`;
}

function isOwnOf(row: string): string {
  return `${row}.department = reporter.unit OR ${row}.town = reporter.unit`;
}

/** SQL condition on rows with 主管部门 and 实施镇街: they belong to the unit. */
const isOwn = (unit: string): string => `(department = ${unit} OR town = ${unit})`;
