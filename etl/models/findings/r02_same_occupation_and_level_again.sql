-- One row per training subsidised although its occupation and level had been subsidised before.
-- renewed: by trainee
-- Evidence: the later training and the earlier ones that used up its occupation and level.
WITH later AS (
  SELECT t.*, o.trade_no
  FROM training_standing t
  JOIN class_order o USING (class_no)
  WHERE t.uses_up AND t.denied_once
),

earlier AS (
  SELECT
    later.enrolment_no,
    evidence_by_class('enrolments', t.class_no, t.file_id, t.sheet_no, t.row_no) AS evidence
  FROM later
  JOIN training_standing t ON t.person_no = later.person_no AND t.class_no < later.class_no
  JOIN class_order o ON o.class_no = t.class_no AND o.trade_no = later.trade_no
  WHERE t.uses_up AND NOT t.is_apprenticeship
  GROUP BY later.enrolment_no
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key,
  e.class_id,
  t.paid AS stake,
  format('“{}”{}此前已享受过补贴', c.occupation, CASE WHEN c.level <> '无' THEN c.level ELSE '' END) AS zh,
  format('{}{} was subsidised before', c.occupation, CASE WHEN c.level <> '无' THEN concat(' ', c.level) ELSE '' END)
    AS en,
  list_append(earlier.evidence, evidence_row('enrolments', t.file_id, t.sheet_no, t.row_no)) AS evidence
FROM later t
JOIN earlier USING (enrolment_no)
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
