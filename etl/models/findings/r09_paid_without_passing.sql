-- One row per payout for a trainee who did not pass or lacks the certificate, or for more than did. key: 发放编号 · clause: §五
WITH passed AS (
  SELECT class_no, count(*) FILTER (meets) AS passed FROM training_standing GROUP BY class_no
),

person AS (
  SELECT t.payout_no FROM payout_trainee t JOIN training_standing s USING (enrolment_no) WHERE NOT s.meets
),

class AS (
  SELECT t.payout_no, coalesce(passed.passed, 0) AS passed
  FROM payout_trainee t
  LEFT JOIN passed USING (class_no)
  WHERE t.person_no IS NULL
),

doubtful AS (
  SELECT payout_no, NULL::BIGINT AS passed FROM person
  UNION ALL
  SELECT payout_no, passed FROM class
)

SELECT
  p.payout_id AS key, p.class_id, c.department, p.amount AS stake,
  CASE WHEN p.person_id IS NULL THEN format('补贴 {} 人，符合条件 {} 人', p.persons, passed) ELSE '学员未结业、未合格或缺证书' END AS zh,
  CASE WHEN p.person_id IS NULL THEN format('{} paid for, {} passed', p.persons, passed) ELSE 'did not finish, did not pass or lacks the certificate' END AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM doubtful
JOIN payouts p ON p.rowid = doubtful.payout_no
JOIN classes c USING (class_id)
WHERE doubtful.passed IS NULL OR p.persons > doubtful.passed
