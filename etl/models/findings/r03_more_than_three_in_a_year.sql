-- One row per subsidised training beyond those a year allows.
-- renewed: by trainee
-- Evidence: the later training and the earlier ones that used up the year's limit.
WITH later AS (
  SELECT * FROM training_standing WHERE uses_up AND denied_times
),

earlier AS (
  SELECT
    later.enrolment_no,
    evidence_by_class('enrolments', t.class_no, t.file_id, t.sheet_no, t.row_no) AS evidence
  FROM later
  JOIN training_standing t ON t.person_no = later.person_no AND t.year = later.year AND t.class_no < later.class_no
  WHERE t.uses_up AND NOT t.denied_once
  GROUP BY later.enrolment_no
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key,
  e.class_id,
  t.paid AS stake,
  format('{} 年第 {} 次享受补贴', t.year, t.turn_of_year) AS zh,
  format('subsidised for the {}th time in {}', t.turn_of_year, t.year) AS en,
  list_append(earlier.evidence, evidence_row('enrolments', t.file_id, t.sheet_no, t.row_no)) AS evidence
FROM later t
JOIN earlier USING (enrolment_no)
JOIN enrolments e ON e.rowid = t.enrolment_no
