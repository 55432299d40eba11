-- One row per personal account paid for two or more persons.
-- renewed: by payee_account of payouts, where payee_type = '个人'
WITH paid AS (
  SELECT rowid AS payout_no, hash(payee_account) AS account, person_id[1:17]::BIGINT AS person_no
  FROM payouts
  WHERE payee_type = '个人' AND payout_status <> '已退回'
),

-- Different accounts may have one hash: they are grouped by the account itself below.
alike AS (
  SELECT account FROM paid GROUP BY account HAVING min(person_no) <> max(person_no)
),

shared AS (
  SELECT * FROM payouts WHERE rowid IN (SELECT payout_no FROM paid SEMI JOIN alike USING (account))
)

SELECT
  payee_account AS key,
  min(class_id) AS class_id,
  sum(amount) AS stake,
  format('同一账号用于 {} 人的补贴', count(DISTINCT person_id)) AS zh,
  format('one account for {} persons', count(DISTINCT person_id)) AS en,
  evidence_rows('payouts', file_id, sheet_no, row_no) AS evidence
FROM shared
GROUP BY payee_account
HAVING count(DISTINCT person_id) > 1
