-- One row per subsidised training with too little attendance.
-- renewed: by class
WITH absent AS (
  SELECT t.*, o.hours
  FROM training_standing t
  JOIN class_order o USING (class_no)
  WHERE t.subsidised AND t.attended_hours < o.hours * threshold('finding.attendedShare')
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key,
  e.class_id,
  t.paid AS stake,
  format('出勤 {} 课时，共 {} 课时', t.attended_hours, t.hours) AS zh,
  format('attended {} of {} hours', t.attended_hours, t.hours) AS en,
  [evidence_row('enrolments', t.file_id, t.sheet_no, t.row_no)] AS evidence
FROM absent t
JOIN enrolments e ON e.rowid = t.enrolment_no
