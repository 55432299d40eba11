-- One row per personal account paid for two or more persons. key: 收款账号 · clause: §五
-- renewed: by payee_account of payouts, where payee_type = '个人'
WITH paid AS (
  SELECT rowid AS payout_no, hash(payee_account) AS account, person_id[1:17]::BIGINT AS person_no
  FROM payouts
  WHERE payee_type = '个人' AND payout_status <> '已退回'
),

-- Accounts that differ may share a hash; they part again below.
alike AS (
  SELECT account FROM paid GROUP BY account HAVING min(person_no) <> max(person_no)
),

shared AS (
  SELECT p.*, c.department
  FROM payouts p
  JOIN classes c USING (class_id)
  WHERE p.rowid IN (SELECT payout_no FROM paid SEMI JOIN alike USING (account))
)

SELECT
  payee_account AS key, min(class_id) AS class_id, arg_min(department, class_id) AS department, sum(amount) AS stake,
  format('同一账号发放给 {} 人', count(DISTINCT person_id)) AS zh,
  format('one account for {} persons', count(DISTINCT person_id)) AS en,
  list_sort(list({kind: 'payouts', file_id: file_id, sheet_no: sheet_no, row_no: row_no})) AS evidence
FROM shared
GROUP BY payee_account
HAVING count(DISTINCT person_id) > 1
