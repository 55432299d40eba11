-- One row per personal account paid for two or more persons. key: 收款账号 · clause: §五
WITH shared AS (
  SELECT payee_account
  FROM live_payout
  WHERE payee_type = '个人'
  GROUP BY payee_account
  HAVING min(person_id) <> max(person_id)
)

SELECT
  p.payee_account AS key, min(p.class_id) AS class_id, arg_min(p.department, p.class_id) AS department, sum(p.amount) AS stake,
  format('同一账号发放给 {} 人', count(DISTINCT p.person_id)) AS zh,
  format('one account for {} persons', count(DISTINCT p.person_id)) AS en,
  list({kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no} ORDER BY p.file_id, p.sheet_no, p.row_no) AS evidence
FROM live_payout p
JOIN shared USING (payee_account)
WHERE p.payee_type = '个人'
GROUP BY p.payee_account
