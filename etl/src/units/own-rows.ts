import type { LedgerKind } from '@skill-ledger/contracts';

/**
 * SQL of the ledger rows in force that are a unit's own: its classes (主管部门 or 实施镇街, spec 1), what was reported
 * of them, and its budgets. Columns: kind, file_id, sheet_no, row_no.
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
 * Whether a row in quarantine is told to a unit: it reported the row, or the office did and the row names the unit or a
 * class of it. SQL over `quarantine`.
 * @param unit SQL of the unit's name; null tells every row
 */
export function quarantineOf(unit: string): string {
  return `(${unit} IS NULL OR EXISTS (
    SELECT 1 FROM batch WHERE batch.batch_no = quarantine.batch_no AND (batch.unit = ${unit} OR (batch.unit IS NULL
      AND (${unit} IN ((cells ->> 'department'), (cells ->> 'town'), (cells ->> 'unit'), (cells ->> 'area'))
        OR (cells ->> 'class_id') IN (${ownClasses(unit)}))))))`;
}

/**
 * Whether a checked row is not the business of the unit that reports it: SQL over the row `checked`, the unit's name
 * `reporter.unit`, and the ledgers in force. What the office hands down (任务分解, 比对名单 …) is reported by no unit.
 */
export const FOREIGN: Record<LedgerKind, string> = {
  classes: `NOT (${isOwnOf('checked')}) OR EXISTS (
    SELECT 1 FROM classes AS known WHERE known.class_id = checked.class_id AND NOT (${isOwnOf('known')}))`,
  enrolments: ofForeignClass('checked'),
  payouts: `${ofForeignClass('checked')} OR EXISTS (
    SELECT 1 FROM payouts AS known WHERE known.payout_id = checked.payout_id AND ${ofForeignClass('known')})`,
  funds: 'checked.department <> reporter.unit',
  workforce: 'checked.area <> reporter.unit',
  // A register all share: whoever reported an institution, or the office, corrects it.
  institutions: `EXISTS (
    SELECT 1 FROM institutions AS known JOIN batch USING (batch_no)
    WHERE known.institution_code = checked.institution_code AND batch.unit IS DISTINCT FROM reporter.unit)`,
  quotas: 'true',
  affected: 'true',
  watchlist: 'true',
};

function ofForeignClass(row: string): string {
  return `EXISTS (SELECT 1 FROM classes AS its WHERE its.class_id = ${row}.class_id AND NOT (${isOwnOf('its')}))`;
}

function isOwnOf(row: string): string {
  return `${row}.department = reporter.unit OR ${row}.town = reporter.unit`;
}

/** Condition on a class, or whatever has its 主管部门 and 实施镇街. */
const isOwn = (unit: string): string => `(department = ${unit} OR town = ${unit})`;
