-- One row per training subsidised although its occupation and level had been subsidised before.
-- renewed: by trainee
-- Behind it are the later training and those that used up its occupation and level before it, each with its class and
-- payouts.
WITH later AS (
  SELECT t.*, o.trade_no
  FROM training_standing t
  JOIN class_order o USING (class_no)
  WHERE t.uses_up AND t.denied_once
),

training AS (
  SELECT later.enrolment_no AS finding, t.enrolment_no, t.class_no, t.file_id, t.sheet_no, t.row_no, true AS is_earlier
  FROM later
  JOIN training_standing t ON t.person_no = later.person_no AND t.class_no < later.class_no
  JOIN class_order o ON o.class_no = t.class_no AND o.trade_no = later.trade_no
  WHERE t.uses_up AND NOT t.is_apprenticeship
  UNION ALL
  SELECT enrolment_no, enrolment_no, class_no, file_id, sheet_no, row_no, false FROM later
),

enrolled AS (
  SELECT
    training.finding,
    max(o.ends_on) FILTER (training.is_earlier) AS before_on,
    evidence_by_class('enrolments', training.class_no, training.file_id, training.sheet_no, training.row_no)
      AS evidence
  FROM training
  JOIN class_order o USING (class_no)
  GROUP BY training.finding
),

attended AS (
  SELECT training.finding, evidence_by_class('classes', o.class_no, c.file_id, c.sheet_no, c.row_no) AS evidence
  FROM training
  JOIN class_order o USING (class_no)
  JOIN classes c USING (class_id)
  GROUP BY training.finding
),

paid AS (
  SELECT training.finding, evidence_by_class('payouts', p.class_no, p.file_id, p.sheet_no, p.row_no) AS evidence
  FROM training
  JOIN payout_trainee p
    ON p.class_no = training.class_no AND (p.person_no IS NULL OR p.enrolment_no = training.enrolment_no)
  GROUP BY training.finding
)

SELECT
  concat_ws('|', e.class_id, e.person_id) AS key,
  e.class_id,
  t.paid AS stake,
  format(
    '“{}”{}：{} 结束的培训已享受过补贴，{} 结束的这一次又补贴 {} 元',
    c.occupation, CASE WHEN c.level <> '无' THEN c.level ELSE '' END, enrolled.before_on, c.ends_on, yuan(t.paid)
  ) AS zh,
  format(
    '{}{}: subsidised for a training that ended {}, and again with {} yuan for this one, ended {}',
    c.occupation, CASE WHEN c.level <> '无' THEN concat(' ', c.level) ELSE '' END, enrolled.before_on, yuan(t.paid),
    c.ends_on
  ) AS en,
  list_concat(enrolled.evidence, list_concat(attended.evidence, paid.evidence)) AS evidence
FROM later t
JOIN enrolled ON enrolled.finding = t.enrolment_no
JOIN attended ON attended.finding = t.enrolment_no
JOIN paid ON paid.finding = t.enrolment_no
JOIN enrolments e ON e.rowid = t.enrolment_no
JOIN classes c USING (class_id)
