import { ownRows } from '../units/own-rows.ts';
import { OF_ONE_UNIT } from './units-of-findings.ts';

const CLOSED =
  'id, rule, key, subject, severity, stake, class_id, department, town, institution_code, zh, en';

/** Which findings are read. */
interface Source {
  /** Relation of findings with their ids. */
  findings: string;
  /** SQL condition on it; all findings by default. */
  only?: string | undefined;
}

/**
 * SQL of the findings a reader may see, including closed ones (`closed_at`). A unit sees those of
 * its classes, or with rows of them behind; if rows of another unit are behind one too (`shared`), neither these nor
 * their amounts are disclosed by any figure, filter or order.
 * @param unit SQL of the reading unit, such as a parameter; omitted for readers who see all
 */
export function seenBy(unit: string | undefined, { findings, only = 'true' }: Source): string {
  if (unit === undefined) {
    return `
    SELECT id, rule, key, subject, severity, zh, en, stake, class_id, institution_code, department, town, evidence,
      false AS shared, closed_at FROM ${findings} WHERE ${only}`;
  }
  const isMine = `(department = ${unit} OR town = ${unit})`;
  return `
    SELECT id, rule, key, subject, severity, zh, en, shared, closed_at,
      CASE WHEN shared THEN 0 ELSE stake END AS stake,
      CASE WHEN NOT shared THEN class_id END AS class_id,
      CASE WHEN NOT shared THEN institution_code END AS institution_code,
      CASE WHEN shared THEN ${unit} ELSE department END AS department,
      CASE WHEN NOT shared THEN town END AS town,
      CASE WHEN NOT shared THEN evidence ELSE [] END AS evidence
    FROM (
      WITH own AS (${ownRows(unit)}),
      numbered AS (
        SELECT *, row_number() OVER () AS nth, ${isMine} AS is_mine FROM ${findings}
        WHERE closed_at IS NULL AND (${only}) AND (${isMine} OR NOT ${OF_ONE_UNIT})
      ),
      behind AS (SELECT nth, ${OF_ONE_UNIT} AS of_one_unit, unnest(evidence) AS e FROM numbered),
      judged AS (
        SELECT nth,
          NOT any_value(of_one_unit)
            AND bool_or(own.kind IS NULL AND e.kind IN ('classes', 'enrolments', 'payouts', 'funds')) AS shared,
          list(e) FILTER (own.kind IS NOT NULL) AS evidence
        FROM behind
        LEFT JOIN own
          ON (own.kind, own.file_id, own.sheet_no, own.row_no) = (e.kind, e.file_id, e.sheet_no, e.row_no)
        GROUP BY nth
      ),
      mine AS (
        SELECT numbered.* FROM numbered LEFT JOIN judged USING (nth) WHERE is_mine OR judged.evidence IS NOT NULL
      )
      SELECT id, rule, key, subject, severity, zh, en, stake, class_id, institution_code, department, town,
        coalesce(judged.evidence, []) AS evidence, coalesce(judged.shared, false) AS shared, NULL::VARCHAR AS closed_at
      FROM mine LEFT JOIN judged USING (nth)
      UNION ALL BY NAME
      SELECT ${CLOSED}, [] AS evidence, NOT ${OF_ONE_UNIT} AS shared, closed_at
      FROM ${findings} WHERE closed_at IS NOT NULL AND (${only}) AND ${isMine})`;
}
