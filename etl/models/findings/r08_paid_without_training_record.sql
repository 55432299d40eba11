-- One row per payout to a person who is not in the class, unless such an enrolment is in quarantine.
-- renewed: by class
SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  format('{} 班没有该学员', p.class_id) AS zh,
  format('no such trainee in class {}', p.class_id) AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM payout_trainee t
JOIN payouts p ON p.rowid = t.payout_no
WHERE t.person_no IS NOT NULL
  AND t.enrolment_no IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM quarantine q WHERE q.kind = 'enrolments' AND q.key = concat_ws('|', p.class_id, p.person_id))
