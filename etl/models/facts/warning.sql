-- One row per warning on an accepted row; the row counts in the figures.
-- renewed: by row
--   compared  the values the check compares; null if that is only the cell itself
--   id  stable across snapshots; discloses nothing about the person
-- label: 提示（不阻断） · clause: data contract, V11 V12 V13 V14 V17 V20
WITH certificate_without_date AS (
  SELECT 'V11' AS code, 'enrolments' AS kind,
    CASE WHEN certificate_no IS NULL THEN 'certificate_no' ELSE 'certified_on' END AS field,
    concat_ws('|', class_id, person_id) AS key, NULL::VARCHAR AS compared, file_id, sheet_no, row_no
  FROM enrolments
  WHERE (certificate_no IS NULL) <> (certified_on IS NULL)
),

certificate_before_class_ended AS (
  SELECT 'V12' AS code, 'enrolments' AS kind, 'certified_on' AS field,
    concat_ws('|', e.class_id, e.person_id) AS key,
    concat(e.certified_on, ' < ', c.ends_on) AS compared, e.file_id, e.sheet_no, e.row_no
  FROM enrolments e
  JOIN classes c USING (class_id)
  WHERE e.certified_on < c.ends_on
),

attended_more_than_taught AS (
  SELECT 'V13' AS code, 'enrolments' AS kind, 'attended_hours' AS field,
    concat_ws('|', e.class_id, e.person_id) AS key,
    concat(plain_number(e.attended_hours), ' > ', plain_number(c.hours)) AS compared, e.file_id, e.sheet_no, e.row_no
  FROM enrolments e
  JOIN classes c USING (class_id)
  WHERE e.attended_hours > c.hours
),

class_outside_period AS (
  SELECT 'V14' AS code, 'classes' AS kind, 'ends_on' AS field, c.class_id AS key,
    CASE
      WHEN c.ends_on < period.first_day THEN concat(c.ends_on, ' < ', period.first_day)
      ELSE concat(c.ends_on, ' > ', period.last_day)
    END AS compared,
    c.file_id, c.sheet_no, c.row_no
  FROM classes c
  CROSS JOIN period
  WHERE c.ends_on NOT BETWEEN period.first_day AND period.last_day
),

not_a_mobile_number AS (
  SELECT 'V17' AS code, 'enrolments' AS kind, 'phone' AS field,
    concat_ws('|', class_id, person_id) AS key, NULL::VARCHAR AS compared, file_id, sheet_no, row_no
  FROM enrolments
  WHERE NOT regexp_full_match(phone, '1[3-9]\d{9}')
),

attending AS (
  SELECT class_id, count(*) AS trainees
  FROM enrolments
  WHERE status IN ('在训', '结业')
  GROUP BY class_id
),

more_than_planned AS (
  SELECT 'V20' AS code, 'classes' AS kind, 'planned' AS field, c.class_id AS key,
    concat(attending.trainees, ' > ', c.planned) AS compared, c.file_id, c.sheet_no, c.row_no
  FROM classes c
  JOIN attending USING (class_id)
  WHERE attending.trainees > c.planned
),

found AS (
  SELECT * FROM certificate_without_date
  UNION ALL SELECT * FROM certificate_before_class_ended
  UNION ALL SELECT * FROM attended_more_than_taught
  UNION ALL SELECT * FROM class_outside_period
  UNION ALL SELECT * FROM not_a_mobile_number
  UNION ALL SELECT * FROM more_than_planned
)

SELECT md5(concat_ws('|', code, kind, key)) AS id, code, kind, field, compared, file_id, sheet_no, row_no FROM found
