-- One row per certificate number on two or more persons. key: 证书编号 · clause: §五
WITH shared AS (
  SELECT certificate_no
  FROM enrolments
  WHERE certificate_no IS NOT NULL
  GROUP BY certificate_no
  HAVING min(person_id) <> max(person_id)
)

SELECT
  e.certificate_no AS key, min(e.class_id) AS class_id, arg_min(c.department, e.class_id) AS department,
  sum(t.paid) AS stake,
  format('{} 人使用同一证书编号', count(DISTINCT e.person_id)) AS zh,
  format('{} persons with one certificate number', count(DISTINCT e.person_id)) AS en,
  list({kind: 'enrolments', file_id: e.file_id, sheet_no: e.sheet_no, row_no: e.row_no} ORDER BY e.file_id, e.sheet_no, e.row_no) AS evidence
FROM enrolments e
JOIN shared USING (certificate_no)
JOIN classes c USING (class_id)
JOIN training_standing t USING (class_id, person_id)
GROUP BY e.certificate_no
