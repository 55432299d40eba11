-- One row per payout for a trainee who did not pass or lacks the certificate, or for more trainees of a class than did.
-- renewed: by class
WITH passed AS (
  SELECT class_no, count(*) FILTER (meets) AS passed FROM training_standing GROUP BY class_no
),

doubtful AS (
  SELECT t.payout_no, NULL::BIGINT AS passed
  FROM payout_trainee t
  JOIN training_standing s USING (enrolment_no)
  WHERE NOT s.meets
  UNION ALL
  SELECT t.payout_no, coalesce(passed.passed, 0)
  FROM payout_trainee t
  LEFT JOIN passed USING (class_no)
  WHERE t.person_no IS NULL
)

SELECT
  p.payout_id AS key,
  p.class_id,
  p.amount AS stake,
  CASE
    WHEN p.person_id IS NULL THEN format('补贴 {} 人，符合条件 {} 人', p.persons, passed)
    ELSE '学员未结业、未合格或缺证书'
  END AS zh,
  CASE
    WHEN p.person_id IS NULL THEN format('{} paid for, {} passed', p.persons, passed)
    ELSE 'did not finish, did not pass or lacks the certificate'
  END AS en,
  [evidence_row('payouts', p.file_id, p.sheet_no, p.row_no)] AS evidence
FROM doubtful
JOIN payouts p ON p.rowid = doubtful.payout_no
WHERE doubtful.passed IS NULL OR p.persons > doubtful.passed
