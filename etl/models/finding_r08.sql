-- One row per payout to a person who is not in the class; waits while such an enrolment is in quarantine. key: 发放编号 · clause: §五
SELECT
  p.payout_id AS key, p.class_id, p.department, p.amount AS stake,
  format('{} 班没有该学员', p.class_id) AS zh,
  format('no such trainee in class {}', p.class_id) AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM live_payout p
WHERE p.person_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.class_id = p.class_id AND e.person_id = p.person_id)
  AND NOT EXISTS (
    SELECT 1 FROM quarantine q WHERE q.kind = 'enrolments' AND q.key = concat_ws('|', p.class_id, p.person_id))
