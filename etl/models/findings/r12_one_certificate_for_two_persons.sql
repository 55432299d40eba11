-- One row per certificate number on two or more persons.
-- renewed: by certificate_no of enrolments
WITH certified AS (
  SELECT rowid AS enrolment_no, hash(certificate_no) AS certificate FROM enrolments WHERE certificate_no IS NOT NULL
),

-- Different numbers may have one hash: they are grouped by the number itself below.
alike AS (
  SELECT certificate FROM certified GROUP BY certificate HAVING count(*) > 1
),

shared AS (
  SELECT e.*, t.paid
  FROM enrolments e
  JOIN training_standing t ON t.file_id = e.file_id AND t.sheet_no = e.sheet_no AND t.row_no = e.row_no
  WHERE e.rowid IN (SELECT enrolment_no FROM certified SEMI JOIN alike USING (certificate))
)

SELECT
  certificate_no AS key,
  min(class_id) AS class_id,
  sum(paid) AS stake,
  format('{} 人使用同一证书编号', count(DISTINCT person_id)) AS zh,
  format('{} persons with one certificate number', count(DISTINCT person_id)) AS en,
  evidence_rows('enrolments', file_id, sheet_no, row_no) AS evidence
FROM shared
GROUP BY certificate_no
HAVING count(DISTINCT person_id) > 1
