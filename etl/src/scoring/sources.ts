import { findingId } from '../supervision/identified.ts';

/**
 * Where the rows of an indicator come from: SQL with the columns `kind, department, town` and the origin of each row.
 * `$from` is the period's first day, `$until` the day on which counting stops.
 */
export const SOURCES = {
  /** T: completed trainings. Baseline years and days outside the counting period have no `completed_on`. */
  trainings: `
    SELECT 'enrolments' AS kind, t.*, s.family FROM training t
    LEFT JOIN standard_line s
      ON s.code = t.standard AND t.completed_on >= s.described_from AND t.completed_on < s.described_before
    WHERE t.completed_on BETWEEN $from::DATE AND $until::DATE`,
  /** P: payouts that have gone out. */
  payouts: `
    SELECT 'payouts' AS kind, * FROM payout WHERE paid_on BETWEEN $from::DATE AND $until::DATE`,
  /** Classes that began in the period. */
  classesBegun: `
    SELECT 'classes' AS kind, * FROM classes WHERE starts_on BETWEEN $from::DATE AND $until::DATE`,
  /** Classes that began or ended in the period. */
  classesActive: `
    SELECT 'classes' AS kind, * FROM classes
    WHERE starts_on BETWEEN $from::DATE AND $until::DATE OR ends_on BETWEEN $from::DATE AND $until::DATE`,
  /** Classes, enrolments and payouts in force, whenever they were. */
  ledgerRows: `
    SELECT 'classes' AS kind, department, town, file_id, sheet_no, row_no FROM classes
    UNION ALL
    SELECT 'enrolments', c.department, c.town, e.file_id, e.sheet_no, e.row_no FROM enrolments e JOIN classes c USING (class_id)
    UNION ALL
    SELECT 'payouts', c.department, c.town, p.file_id, p.sheet_no, p.row_no FROM payouts p JOIN classes c USING (class_id)`,
  /** Payouts not returned of classes that ended in the period. */
  payoutsOfEnded: `
    SELECT 'payouts' AS kind, c.department, c.town, p.file_id, p.sheet_no, p.row_no
    FROM payouts p JOIN classes c USING (class_id)
    WHERE p.payout_status <> '已退回' AND c.ends_on BETWEEN $from::DATE AND $until::DATE`,
  /** Findings of high severity, decided 属实, about classes that ended in the period. */
  violations: `
    SELECT 'findings' AS kind, c.department, c.town, c.file_id, c.sheet_no, c.row_no, f.rule, f.key
    FROM finding f JOIN classes c USING (class_id)
    WHERE f.severity = 'high' AND c.ends_on BETWEEN $from::DATE AND $until::DATE
      AND ${findingId('$secret::VARCHAR')} IN (SELECT unnest(string_split($confirmed::VARCHAR, ',')))`,
} as const;

export type SourceId = keyof typeof SOURCES;

/**
 * Rows in quarantine of classes, enrolments and payouts, once for each unit they belong to: the unit that reported
 * them, one they name as 主管部门 or 实施镇街, or one whose class they name. Columns: unit and the origin.
 */
export const QUARANTINED = `
  WITH q AS (
    SELECT quarantine.*, batch.unit AS reporter, trim(cells ->> 'department') AS department,
      trim(cells ->> 'town') AS town, upper(trim(cells ->> 'class_id')) AS class
    FROM quarantine JOIN batch USING (batch_no)
    WHERE kind IN ('classes', 'enrolments', 'payouts')
  ),
  word AS (SELECT name AS word, name FROM p_unit UNION SELECT alias, name FROM p_unit_alias),
  owned AS (
    SELECT reporter AS unit, kind, file_id, sheet_no, row_no FROM q WHERE reporter IS NOT NULL
    UNION
    SELECT word.name, kind, file_id, sheet_no, row_no FROM q JOIN word ON word.word IN (q.department, q.town)
    UNION
    SELECT unnest([c.department, c.town]), q.kind, q.file_id, q.sheet_no, q.row_no
    FROM q JOIN classes c ON c.class_id = q.class
  )
  SELECT owned.* FROM owned JOIN p_unit ON p_unit.name = owned.unit`;
