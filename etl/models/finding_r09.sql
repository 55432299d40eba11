-- One row per payout for a trainee who did not pass or lacks the certificate, or for more than did. key: 发放编号 · clause: §五
WITH passed AS (
  SELECT class_id, count(*) FILTER (meets) AS passed FROM training_standing GROUP BY class_id
)

SELECT
  p.payout_id AS key, p.class_id, p.department, p.amount AS stake,
  CASE WHEN p.person_id IS NULL THEN format('补贴 {} 人，符合条件 {} 人', p.persons, coalesce(passed.passed, 0)) ELSE '学员未结业、未合格或缺证书' END AS zh,
  CASE WHEN p.person_id IS NULL THEN format('{} paid for, {} passed', p.persons, coalesce(passed.passed, 0)) ELSE 'did not finish, did not pass or lacks the certificate' END AS en,
  [{kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no}] AS evidence
FROM live_payout p
LEFT JOIN training_standing t ON t.class_id = p.class_id AND t.person_id = p.person_id
LEFT JOIN passed ON passed.class_id = p.class_id
WHERE (p.person_id IS NOT NULL AND NOT t.meets)
  OR (p.person_id IS NULL AND p.persons > coalesce(passed.passed, 0))
