-- One row per class and person paid more than once; the person is empty if the class was paid.
-- renewed: by class
WITH repeated AS (
  SELECT class_no, person_no FROM payout_trainee GROUP BY ALL HAVING count(*) > 1
),

paid AS (
  SELECT p.*
  FROM payout_trainee t
  JOIN repeated r ON r.class_no = t.class_no AND r.person_no IS NOT DISTINCT FROM t.person_no
  JOIN payouts p ON p.rowid = t.payout_no
)

SELECT
  concat(class_id, '|', coalesce(person_id, '')) AS key,
  class_id,
  (sum(amount) - max(amount))::DECIMAL(18, 2) AS stake,
  format(
    '补贴 {} 笔，共 {} 元，其中已发放 {} 元', count(*), yuan(sum(amount)),
    yuan(coalesce(sum(amount) FILTER (payout_status = '已发放'), 0))
  ) AS zh,
  format(
    '{} payouts of {} yuan in all, {} of it paid', count(*), yuan(sum(amount)),
    yuan(coalesce(sum(amount) FILTER (payout_status = '已发放'), 0))
  ) AS en,
  evidence_rows('payouts', file_id, sheet_no, row_no) AS evidence
FROM paid
GROUP BY class_id, person_id
