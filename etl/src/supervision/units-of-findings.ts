import { SUBJECT_NAMES, SUBJECTS } from '../programme/subjects.ts';

/** SQL: whether a finding belongs to a single unit, so that rows of other units behind it are left out. */
export const OF_ONE_UNIT = `coalesce(subject IN (${SUBJECT_NAMES.filter((name) => SUBJECTS[name].ofOneUnit)
  .map((name) => `'${name}'`)
  .join(', ')}), false)`;

/** SQL of the units of the ledger rows that stand behind findings; columns as in `ownRows`, and `unit`. */
const UNITS_OF_ROWS = `
  SELECT 'classes' AS kind, file_id, sheet_no, row_no, unnest([department, town]) AS unit FROM classes
  UNION ALL
  SELECT 'enrolments', e.file_id, e.sheet_no, e.row_no, unnest([department, town])
  FROM behind JOIN enrolments e USING (file_id, sheet_no, row_no) JOIN classes USING (class_id)
  WHERE behind.kind = 'enrolments'
  UNION ALL
  SELECT 'payouts', p.file_id, p.sheet_no, p.row_no, unnest([department, town])
  FROM behind JOIN payouts p USING (file_id, sheet_no, row_no) JOIN classes USING (class_id)
  WHERE behind.kind = 'payouts'
  UNION ALL
  SELECT 'funds', file_id, sheet_no, row_no, department FROM funds
  UNION ALL
  SELECT 'quotas', file_id, sheet_no, row_no, unit FROM quotas
  UNION ALL
  SELECT 'workforce', file_id, sheet_no, row_no, area FROM workforce`;

/**
 * SQL of the units that each finding concerns, one row each: id, unit. A unit's own list has exactly the findings that
 * concern it (`seenBy`), so that the office finds the same by the unit's name.
 * @param findings relation of findings with their ids
 */
export const unitsOfFindings = (findings: string): string => `
  WITH behind AS (
    SELECT id, unnest(evidence, recursive := true) FROM ${findings}
    WHERE closed_at IS NULL AND NOT ${OF_ONE_UNIT}
  ), unit_of_row AS (${UNITS_OF_ROWS})
  SELECT id, unit FROM (
    SELECT id, unnest([department, town]) AS unit FROM ${findings}
    UNION
    SELECT id, unit FROM behind JOIN unit_of_row USING (kind, file_id, sheet_no, row_no)
  ) WHERE unit IS NOT NULL`;
