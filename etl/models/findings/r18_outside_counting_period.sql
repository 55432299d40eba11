-- One row per class paid for though its last day lies outside the counting period. key: 班级编号 · clause: 标题，附件
WITH paid AS (
  SELECT class_id, sum(amount) AS amount FROM class_paid GROUP BY class_id
)

SELECT
  c.class_id AS key, c.class_id, c.department, coalesce(paid.amount, 0) AS stake,
  format('{} 结束', c.ends_on) AS zh,
  format('ended {}', c.ends_on) AS en,
  [{kind: 'classes', file_id: c.file_id, sheet_no: c.sheet_no, row_no: c.row_no}] AS evidence
FROM classes c
CROSS JOIN (
  SELECT max(value) FILTER (key = 'from')::DATE AS first_day, max(value) FILTER (key = 'until')::DATE AS last_day
  FROM p_programme
) AS period
LEFT JOIN paid USING (class_id)
WHERE paid.class_id IS NOT NULL AND c.ends_on NOT BETWEEN period.first_day AND period.last_day
