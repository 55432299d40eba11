-- One row per payout to a person who is not in the class; waits while such an enrolment is in quarantine. key: 发放编号 · clause: §五
SELECT
  p.payout_id AS key, p.class_id, c.department, p.amount AS stake,
  format('{} 班没有该学员', p.class_id) AS zh,
  format('no such trainee in class {}', p.class_id) AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM payout_trainee t
JOIN payouts p ON p.rowid = t.payout_no
JOIN classes c USING (class_id)
WHERE t.person_no IS NOT NULL
  AND t.enrolment_no IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM quarantine q WHERE q.kind = 'enrolments' AND q.key = concat_ws('|', p.class_id, p.person_id))
