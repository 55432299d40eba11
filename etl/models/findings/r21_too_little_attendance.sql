-- One row per subsidised training with too little attendance. key: 班级编号|证件号码 · clause: §五
WITH threshold AS (
  SELECT max(value) FILTER (id = 'finding.attendedShare') AS share FROM p_threshold
),

absent AS (
  SELECT t.*
  FROM training_standing t
  JOIN class_order o USING (class_no)
  CROSS JOIN threshold
  WHERE t.subsidised AND t.attended_hours < o.hours * threshold.share
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key, e.class_id, c.department,
  t.paid AS stake,
  format('出勤 {} 课时，共 {} 课时', t.attended_hours, c.hours) AS zh,
  format('attended {} of {} hours', t.attended_hours, c.hours) AS en,
  [{kind: 'enrolments', file_id: t.file_id, sheet_no: t.sheet_no, row_no: t.row_no}] AS evidence
FROM absent t
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
