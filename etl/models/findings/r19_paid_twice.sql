-- One row per class and person (or class) paid more than once. key: 班级编号|证件号码（按班发放的为空） · clause: §五
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
  concat(p.class_id, '|', coalesce(p.person_id, '')) AS key, p.class_id, any_value(c.department) AS department,
  (sum(p.amount) - max(p.amount))::DECIMAL(18, 2) AS stake,
  format('发放 {} 次，共 {} 元', count(*), sum(p.amount)::VARCHAR) AS zh,
  format('paid {} times, {} yuan in all', count(*), sum(p.amount)::VARCHAR) AS en,
  list_sort(list({kind: 'payouts', file_id: p.file_id, sheet_no: p.sheet_no, row_no: p.row_no})) AS evidence
FROM paid p
JOIN classes c USING (class_id)
GROUP BY p.class_id, p.person_id
